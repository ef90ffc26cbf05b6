/** A programme as this phone holds it: what the server's index says, ready to be looked things up in. */
import { compareBoards } from './boards.ts'

export interface EventFacts {
  slug: string
  name: string
  short_name?: string
  timezone: string
  starts_on: string
  ends_on: string
  place?: string
  /** An attendee added it: who has its link finds it, nobody else. */
  private?: boolean
  /** It was added by who uses this phone. */
  mine?: boolean
  /** A picture of the rooms: its address never changes what it holds. */
  map?: { address: string; width: number; height: number }
  /** How long one walks between two rooms, and between those of which it is known. */
  walk_minutes?: number
  walks?: [room: string, room: string, minutes: number][]
}

export interface Named {
  id: string
  name: string
}

export interface Track extends Named {
  /** A CSS colour: neighbours in the list of tracks differ. */
  colour: string
}

export interface Person extends Named {
  institution?: string
}

export type Kind = 'talk' | 'poster-session' | 'poster' | 'workshop' | 'reception' | 'trainee' | 'meal' | 'break' | 'other'

export interface Session {
  id: string
  title: string
  subtitle?: string
  kind: Kind
  /** As the venue's clocks show it, with the offset: "2026-06-09T11:00+02:00". */
  start: string
  end: string
  rooms?: string[]
  track?: string
  people?: string[]
  language?: string
  board?: string
  /** The poster session that a poster belongs to. */
  within?: string
  cancelled?: boolean
  /** It left the programme: shown to those who had it, and to nobody else. */
  removed?: boolean
  /** Places, where the programme says how many. */
  capacity?: number
  full?: boolean
}

/** The index, as it comes and as it is kept. */
export interface ProgrammeIndex {
  version: number
  event: EventFacts
  rooms: Named[]
  tracks: Named[]
  people: Person[]
  sessions: Session[]
}

/** A session with what its ids stand for. */
export interface Item extends Omit<Session, 'start' | 'end' | 'rooms' | 'track' | 'people'> {
  start: Date
  end: Date
  /** The venue's date that it starts on. */
  day: string
  rooms: Named[]
  track?: Track
  people: Person[]
}

export interface Programme {
  version: number
  event: EventFacts
  /** In order of time, then board: P2 comes before P10. */
  items: Item[]
  /** What left the programme, for those who had it; `byId` has it too. */
  removed: Item[]
  byId: Map<string, Item>
  /** Venue dates on which something starts. */
  days: string[]
  tracks: Track[]
  rooms: Named[]
  people: Person[]
  /** Posters of a poster session, in order of boards. */
  posters: Map<string, Item[]>
}

const COLOURS = 6
const order = new Intl.Collator('en', { numeric: true })

export function prepare(index: ProgrammeIndex): Programme {
  const inColour = index.tracks.toSorted((a, b) => order.compare(a.name, b.name))
    .map((track, at): Track => ({ ...track, colour: `var(--t-${(at % COLOURS) + 1})` }))
  const [rooms, tracks, people] = [byId(index.rooms), byId(inColour), byId<Person>(index.people)]
  const all = index.sessions.map((session): Item => {
    const { start, end, rooms: roomIds, track, people: personIds, ...rest } = session
    const found = track === undefined ? undefined : tracks.get(track)
    return {
      ...rest, start: new Date(start), end: new Date(end), day: start.slice(0, 10),
      rooms: present(roomIds, rooms), people: present(personIds, people), ...(found ? { track: found } : {}),
    }
  })
  all.sort(inOrder)
  const [items, removed] = [all.filter((item) => !item.removed), all.filter((item) => item.removed)]
  placePosters(items)
  const posters = new Map<string, Item[]>()
  for (const item of items) {
    if (!item.within) continue
    const boards = posters.get(item.within)
    if (boards) boards.push(item)
    else posters.set(item.within, [item])
  }
  for (const boards of posters.values()) boards.sort((a, b) => compareBoards(a.board, b.board))
  return {
    version: index.version, event: index.event, items, removed, byId: byId(all), posters,
    days: [...new Set(items.map((item) => item.day))].sort(), tracks: inColour,
    rooms: index.rooms, people: index.people,
  }
}

/** A poster whose file does not name its session belongs to the one that is on in its room. */
function placePosters(items: Item[]): void {
  const sessions = items.filter((item) => item.kind === 'poster-session')
  for (const item of items) {
    if (item.kind !== 'poster' || item.within !== undefined) continue
    const session = sessions.find((other) => other.start <= item.start && item.end <= other.end && sharesRoom(item, other))
    if (session) item.within = session.id
  }
}

const sharesRoom = (a: Item, b: Item): boolean => a.rooms.some((room) => b.rooms.includes(room))

export const inOrder = (a: Item, b: Item): number =>
  a.start.getTime() - b.start.getTime() || compareBoards(a.board, b.board)
  || a.end.getTime() - b.end.getTime() || compare(a.rooms[0]?.name, b.rooms[0]?.name) || compare(a.id, b.id)

/** Collating costs, and most of what is compared is alike. */
const compare = (a = '', b = ''): number => (a === b ? 0 : order.compare(a, b))

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

function present<T>(ids: string[] | undefined, known: Map<string, T>): T[] {
  return (ids ?? []).flatMap((id) => known.get(id) ?? [])
}
