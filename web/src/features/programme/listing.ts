/** Which sessions the programme shows, and under which heads. */
import { openOverlapsOf, type Overlap, type Plan, type Timed } from './agenda.ts'
import type { Item, Kind, Programme } from './programme.ts'

export interface Filters {
  day: string
  saved: boolean
  kinds: Kind[]
  tracks: string[]
  rooms: string[]
  languages: string[]
  /** Only what starts and ends within, as a free gap asks, and what one gets to on foot. */
  within?: { from: Date; to: Date; reached?: (item: Item) => boolean }
  /** Only what is on then or begins within the hour, whatever its day. */
  now?: Date | undefined
}

/** Of which a programme has several, and one may choose some. */
export type Facet = 'kinds' | 'tracks' | 'rooms' | 'languages'
export const FACETS: Facet[] = ['kinds', 'tracks', 'rooms', 'languages']
export const NO_FACETS = { kinds: [], tracks: [], rooms: [], languages: [] }

/** Rows under one head: what starts at one time, or the posters of one session. */
export interface Block {
  key: string
  items: Item[]
  start: Date
  /** When all of it ends; none where that differs. */
  end?: Date
  /** The poster session whose boards these are. */
  posters?: Item
  /** What is on across the rooms, or will be soon: under a word instead of a time. */
  when?: 'now' | 'soon'
}

type PlanOf = (session: string) => Plan | null

const HOUR_MS = 3_600_000

/** What a session is of a facet. */
export function valuesOf(item: Item, facet: Facet): string[] {
  if (facet === 'kinds') return [item.kind]
  if (facet === 'tracks') return item.track ? [item.track.id] : []
  if (facet === 'rooms') return item.rooms.map((room) => room.id)
  return item.language ? [item.language] : []
}

/** What passes the filters. Posters of a session are under it, unless posters are what is asked for. */
export function listed(programme: Programme, filters: Filters, planOf: PlanOf): Item[] {
  const { day, saved, kinds, within, now } = filters
  // What left the programme is seen by those who had it, among what they saved.
  const items = saved ? [...programme.items, ...programme.removed] : programme.items
  return items.filter((item) =>
    (now ? isSoon(item, now) : item.day === day)
    && (!item.within || saved || kinds.includes('poster'))
    && (!saved || planOf(item.id) !== null)
    && FACETS.every((facet) => filters[facet].length === 0 || valuesOf(item, facet).some((value) => (filters[facet] as string[]).includes(value)))
    && (!within || (item.start >= within.from && item.end <= within.to && !item.cancelled && (within.reached?.(item) ?? true))))
}

const isSoon = (item: Item, now: Date): boolean =>
  item.end > now && item.start.getTime() <= now.getTime() + HOUR_MS && !item.cancelled && !item.removed

/** Whether anything is on at `now` or within the hour. */
export const isSomethingOn = (programme: Programme, now: Date): boolean => programme.items.some((item) => isSoon(item, now))

/** What is on now, then what begins within the hour. */
export function blocksNow(items: Item[], now: Date): Block[] {
  const on = items.filter((item) => item.start <= now)
  const soon = items.filter((item) => item.start > now)
  return [{ when: 'now' as const, items: on }, { when: 'soon' as const, items: soon }]
    .flatMap(({ when, items: [first, ...rest] }) => (first ? [{ key: when, when, items: [first, ...rest], start: first.start }] : []))
}

export function blocksOf(programme: Programme, items: Item[]): Block[] {
  const blocks = new Map<string, Block>()
  for (const item of items) {
    const session = item.within ? programme.byId.get(item.within) : undefined
    const key = session ? `${item.start.getTime()}/${session.id}` : String(item.start.getTime())
    const block = blocks.get(key)
    if (block) block.items.push(item)
    else blocks.set(key, { key, items: [item], start: item.start, ...(session ? { posters: session } : {}) })
  }
  for (const block of blocks.values()) {
    const end = block.items[0]?.end
    if (end && block.items.every((item) => item.end.getTime() === end.getTime())) block.end = end
  }
  return [...blocks.values()].sort((a, b) => a.start.getTime() - b.start.getTime())
}

/** The kinds a programme has, the commonest first; a single one is no choice. */
export function kindsOf(programme: Programme): Kind[] {
  const counts = new Map<Kind, number>()
  for (const { kind } of programme.items) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind).filter((kind) => kind !== 'break' && kind !== 'other')
  return kinds.length > 1 ? kinds : []
}

/** What a saved session collides with, of what one goes to. */
export const collisions = (slug: string, item: Item, going: readonly Timed[]): Overlap[] =>
  (going.some((other) => other.id === item.id) ? openOverlapsOf(slug, item, going) : [])
