/** What the person who holds this phone plans: what is on, what is next, what collides, what is free. */
import { post } from '../../platform/outbox.ts'
import { registerFold, type View, view } from '../../platform/view.ts'
import type { Item, Programme } from './programme.ts'

export type Plan = 'going' | 'interested'

const rowId = (event: string, session: string): string => `${event}/${session}`

export function registerAgendaFolds(): void {
  registerFold('agenda.set', (seen, { state, body }) => {
    if (state === 'refused') return
    const { event, session, value } = body as { event: string; session: string; value: Plan | null }
    if (value === null) seen.remove('agenda', rowId(event, session))
    else seen.put('agenda', rowId(event, session), { event, session, value })
  })
  registerFold('visit.add', (seen, { state, body, at }) => {
    const { event, session } = body as { event: string; session: string }
    if (state === 'refused' || seen.get('visit', rowId(event, session))) return
    seen.put('visit', rowId(event, session), { event, session, at })
  })
  registerFold('event.join', (seen, { state, body, at }) => {
    const { event } = body as { event: string }
    if (state !== 'refused' && !seen.get('event', event)) seen.put('event', event, { joined_at: at })
  })
}

export const setPlan = (event: string, session: string, value: Plan | null): Promise<unknown> =>
  post('agenda.set', { event, session, value })

export const addVisit = (event: string, session: string): Promise<unknown> => post('visit.add', { event, session })

export function planOf(event: string, session: string, seen: View = view.value): Plan | null {
  return (seen.get('agenda', rowId(event, session))?.['value'] as Plan | undefined) ?? null
}

/** When a session or poster was visited. */
export function visitOf(event: string, session: string): Date | undefined {
  const at = view.value.get('visit', rowId(event, session))?.['at']
  return typeof at === 'string' ? new Date(at) : undefined
}

/** The planned sessions of an event, in order of time. What was cancelled stays: its owner must see it. */
export function planned(programme: Programme, seen: View = view.value): { item: Item; plan: Plan }[] {
  return programme.items.flatMap((item) => {
    const plan = planOf(programme.event.slug, item.id, seen)
    return plan ? [{ item, plan }] : []
  })
}

export interface Overlap {
  other: Item
  minutes: number
}

const MINUTE = 60_000

/** A poster is seen within its session, and beside the other boards of it. */
const together = (item: Item, other: Item): boolean =>
  other.within === item.id || item.within === other.id || (item.within !== undefined && item.within === other.within)

/** Which of `others` are on at the same time as `item`, and for how long. */
export function overlapsOf(item: Item, others: Item[]): Overlap[] {
  if (item.cancelled || item.removed) return []
  return others.flatMap((other) => {
    if (other.id === item.id || other.cancelled || other.removed || together(item, other)) return []
    const shared = Math.min(item.end.getTime(), other.end.getTime()) - Math.max(item.start.getTime(), other.start.getTime())
    return shared > 0 ? [{ other, minutes: Math.round(shared / MINUTE) }] : []
  })
}

export interface Slot {
  kind: 'session'
  item: Item
  /** Null: for everyone, such as a meal. */
  plan: Plan | null
  overlaps: Overlap[]
}

export interface Free {
  kind: 'free'
  start: Date
  end: Date
  minutes: number
  /** What could be heard or seen in it, whole. */
  fits: Item[]
}

const SHORTEST_FREE = 15
const FOR_EVERYONE = new Set(['meal', 'break'])
/** What fills free time; what one is asked to is not something to fill it with. */
const FILLING = new Set(['talk', 'workshop', 'trainee', 'reception', 'other', 'poster-session'])

/** A day as a line: what is planned, meals that collide with nothing, and what is free in between. */
export function dayLine(programme: Programme, day: string, from: Date, seen: View = view.value): (Slot | Free)[] {
  const items = programme.items.filter((item) => item.day === day)
  const slug = programme.event.slug
  const mine = items.filter((item) => planOf(slug, item.id, seen) !== null)
  const going = mine.filter((item) => planOf(slug, item.id, seen) === 'going')
  const shared = items.filter((item) => FOR_EVERYONE.has(item.kind) && !item.cancelled && !item.within && !mine.includes(item)
    && overlapsOf(item, mine).length === 0)
  const line = [...mine, ...oneEach(shared)].sort((a, b) => a.start.getTime() - b.start.getTime() || a.end.getTime() - b.end.getTime())
  const end = Math.max(0, ...items.filter((item) => !item.cancelled).map((item) => item.end.getTime()))
  const coming = line.filter((item) => item.end > from)
  const sessions = coming.map((item): Slot => ({ kind: 'session', item, plan: planOf(slug, item.id, seen), overlaps: overlapsOf(item, going) }))
  // Interest holds no time: one may still go elsewhere, so free time runs on beneath it.
  const holding = coming.filter((item) => !item.cancelled && planOf(slug, item.id, seen) !== 'interested')
  const free = freeAround(items, holding, Math.max(from.getTime(), items[0]?.start.getTime() ?? 0), end)
  return [...free, ...sessions].sort((a, b) => startOf(a) - startOf(b))
}

const startOf = (slot: Slot | Free): number => (slot.kind === 'free' ? slot.start : slot.item.start).getTime()

function freeAround(items: Item[], holding: Item[], from: number, end: number): Free[] {
  const result: Free[] = []
  let free = from
  for (const item of holding) {
    result.push(...freeBetween(items, free, item.start.getTime()))
    free = Math.max(free, item.end.getTime())
  }
  return [...result, ...freeBetween(items, free, end)]
}

/** Several meals at one time are one slot on the line: the first names it. */
function oneEach(meals: Item[]): Item[] {
  return meals.filter((meal, index) => !meals.slice(0, index).some((other) => overlapsOf(meal, [other]).length > 0))
}

function freeBetween(items: Item[], start: number, end: number): Free[] {
  const minutes = Math.round((end - start) / MINUTE)
  if (minutes < SHORTEST_FREE) return []
  const fits = items.filter((item) => FILLING.has(item.kind) && !item.within && !item.cancelled && item.start.getTime() >= start && item.end.getTime() <= end)
  return [{ kind: 'free', start: new Date(start), end: new Date(end), minutes, fits }]
}

/** What the person is at: of what they go to and is on, the one that started last. */
export function onNow(programme: Programme, now: Date, seen: View = view.value): Item | undefined {
  return planned(programme, seen).filter(({ item, plan }) => plan === 'going' && !item.cancelled && item.start <= now && now < item.end).at(-1)?.item
}

/** The venue's day that matters now: today while the event is on, its first before, none after. */
export function dayOf(programme: Programme, today: string): { day: string; when: 'before' | 'on' } | undefined {
  const next = programme.days.find((day) => day >= today)
  if (next === undefined) return undefined
  return { day: next, when: next === today ? 'on' : 'before' }
}
