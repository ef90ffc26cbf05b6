/** What the person who holds this phone plans: what is on, what is next, what collides, what is free. */
import { type Act, post, postAll } from '../../platform/outbox.ts'
import { registerFold, type View, view } from '../../platform/view.ts'
import { dateKey } from '../../words/format.ts'
import { isKept, type Own, ownsOf, registerOwnFolds } from './own-items.ts'
import { inOrder, type Item, type Named, type Programme } from './programme.ts'
import { programmeOf } from './programmes.ts'
import { type Late, lateFor, walkMinutes } from './walking.ts'

export type Plan = 'going' | 'interested'

const rowId = (event: string, session: string): string => `${event}/${session}`

export function registerAgendaFolds(): void {
  registerOwnFolds()
  registerFold('agenda.set', (seen, { state, body }) => {
    if (state === 'refused') return
    const { event, session, value, version } = body as { event: string; session: string; value: Plan | null; version?: number }
    if (value === null) seen.remove('agenda', rowId(event, session))
    else seen.put('agenda', rowId(event, session), { event, session, value, ...(seen.get('agenda', rowId(event, session)) ? {} : { version }) })
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

/** To plan a session, or (null) no more; it says which programme was shown, for what changes later is news. */
export function planAct(event: string, session: string, value: Plan | null): Act {
  const version = programmeOf(event)?.version
  return { kind: 'agenda.set', body: { event, session, value, ...(version ? { version } : {}) } }
}

export const setPlan = (event: string, session: string, value: Plan | null): Promise<unknown> => postAll([planAct(event, session, value)])

export const addVisit = (event: string, session: string): Promise<unknown> => post('visit.add', { event, session })

export function planOf(event: string, session: string, seen: View = view.value): Plan | null {
  return (seen.get('agenda', rowId(event, session))?.['value'] as Plan | undefined) ?? null
}

/** When a session or poster was visited. */
export function visitOf(event: string, session: string): Date | undefined {
  const at = view.value.get('visit', rowId(event, session))?.['at']
  return typeof at === 'string' ? new Date(at) : undefined
}

/** Make something of a programme and a view once, however often it is asked for. */
function once<T>(make: (programme: Programme, seen: View) => T): (programme: Programme, seen?: View) => T {
  const made = new WeakMap<View, Map<Programme, T>>()
  return (programme, seen = view.value) => {
    const known = made.get(seen) ?? new Map<Programme, T>()
    made.set(seen, known)
    const found = known.get(programme) ?? make(programme, seen)
    known.set(programme, found)
    return found
  }
}

/** The planned sessions of an event, in order of time. What will not be stays: its owner must see it. */
export const planned = once((programme, seen): readonly { item: Item; plan: Plan }[] => {
  const { slug } = programme.event
  const mine = seen.all('agenda').flatMap((row) => {
    const item = row['event'] === slug ? programme.byId.get(row['session'] as string) : undefined
    return item ? [{ item, plan: row['value'] as Plan }] : []
  })
  return mine.sort((a, b) => inOrder(a.item, b.item))
})

/** Whether a session will not be: cancelled, or out of the programme. */
export const isOff = (thing: Timed): boolean => Boolean(thing.cancelled || thing.removed)

/** Something with a time: a session, or an own item. */
export interface Timed {
  id: string
  title: string
  start: Date
  end: Date
  rooms?: Named[]
  cancelled?: boolean
  removed?: boolean
  within?: string
}

export interface Overlap<T extends Timed = Timed> {
  other: T
  minutes: number
}

const MINUTE = 60_000

/** A poster is seen within its session, and beside the other boards of it. */
const together = (item: Timed, other: Timed): boolean =>
  other.within === item.id || item.within === other.id || (item.within !== undefined && item.within === other.within)

/** Which of `others` are on at the same time as `item`, and for how long. */
export function overlapsOf<T extends Timed>(item: Timed, others: readonly T[]): Overlap<T>[] {
  if (isOff(item)) return []
  return others.flatMap((other) => {
    if (other.id === item.id || isOff(other) || together(item, other)) return []
    const shared = Math.min(item.end.getTime(), other.end.getTime()) - Math.max(item.start.getTime(), other.start.getTime())
    return shared > 0 ? [{ other, minutes: Math.ceil(shared / MINUTE) }] : []
  })
}

/** The same without those that one keeps knowingly. */
export const openOverlapsOf = <T extends Timed>(slug: string, item: Timed, others: readonly T[], seen: View = view.value): Overlap<T>[] =>
  overlapsOf(item, others).filter(({ other, minutes }) => !isKept(slug, item.id, other.id, minutes, seen))

/** All that holds time: the sessions one goes to, and own items. Interest holds none: one may still go elsewhere. */
export const holdingOf = once((programme, seen): readonly Timed[] => {
  const going = planned(programme, seen).filter(({ item, plan }) => plan === 'going' && !isOff(item)).map(({ item }) => item)
  return [...going, ...ownsOf(programme.event.slug, seen)].sort(byTime)
})

const byTime = (a: Timed, b: Timed): number => a.start.getTime() - b.start.getTime() || a.end.getTime() - b.end.getTime()

export interface Slot {
  kind: 'session'
  item: Item
  /** Null: for everyone, such as a meal. */
  plan: Plan | null
  overlaps: Overlap[]
  late?: Late
}

export interface OwnSlot {
  kind: 'own'
  item: Own
  overlaps: Overlap[]
}

export interface Free {
  kind: 'free'
  start: Date
  end: Date
  minutes: number
  /** What could be heard or seen in it, whole and with the walk there and on; what one is interested in first. */
  fits: Item[]
  /** What one is interested in that would fit, were it not for the walk. */
  tight: Item[]
}

export const startOf = (slot: Slot | OwnSlot | Free): Date => (slot.kind === 'free' ? slot.start : slot.item.start)

const SHORTEST_FREE = 15
/** What ends so long after midnight belongs to the evening before. */
const NIGHT = 5 * 60 * MINUTE
const FOR_EVERYONE = new Set(['meal', 'break'])
/** What fills free time; what one is asked to is not something to fill it with. */
const FILLING = new Set(['talk', 'workshop', 'trainee', 'reception', 'other', 'poster-session'])

/** A day as a line: what is planned, meals that collide with nothing, and what is free in between. */
export function dayLine(programme: Programme, day: string, from: Date, seen: View = view.value): (Slot | OwnSlot | Free)[] {
  const { slug, timezone } = programme.event
  const items = itemsOf(programme, day)
  const all = planned(programme, seen)
  const owns = ownsOf(slug, seen)
  const holding = holdingOf(programme, seen)
  const mine = all.filter(({ item }) => item.day === day)
  const busy = [...all.map(({ item }) => item), ...owns]
  const shared = oneEach(items.filter((item) => FOR_EVERYONE.has(item.kind) && !isOff(item) && !item.within
    && planOf(slug, item.id, seen) === null && overlapsOf(item, busy).length === 0))
  const sessions = [...mine, ...shared.map((item) => ({ item, plan: null }))].map(({ item, plan }): Slot => {
    const late = plan === 'going' && !isOff(item) ? lateFor(programme, item, holding.filter((other) => !together(item, other))) : undefined
    return { kind: 'session', item, plan, overlaps: openOverlapsOf(slug, item, holding, seen), ...(late ? { late } : {}) }
  })
  const own = owns.filter((item) => dateKey(item.start, timezone) <= day && (day <= dateKey(item.start, timezone) || day <= dateKey(new Date(item.end.getTime() - NIGHT), timezone)))
    .map((item): OwnSlot => ({ kind: 'own', item, overlaps: openOverlapsOf(slug, item, holding, seen) }))
  const start = Math.max(from.getTime(), items[0]?.start.getTime() ?? 0)
  const end = Math.max(0, ...items.filter((item) => !isOff(item)).map((item) => item.end.getTime()))
  const free = freeAround(programme, items, [...holding, ...shared].sort(byTime), start, end, seen)
  const coming = [...sessions, ...own].filter(({ item }) => item.end > from)
  return [...free, ...coming].sort((a, b) => startOf(a).getTime() - startOf(b).getTime())
}

const days = new WeakMap<Programme, Map<string, Item[]>>()

/** What starts on a day, in order of time; looked through once for a programme, not once for a tap. */
function itemsOf(programme: Programme, day: string): Item[] {
  const known = days.get(programme) ?? new Map<string, Item[]>()
  if (known.size === 0) {
    for (const item of programme.items) {
      const items = known.get(item.day)
      if (items) items.push(item)
      else known.set(item.day, [item])
    }
  }
  days.set(programme, known)
  return known.get(day) ?? []
}

function freeAround(programme: Programme, items: Item[], busy: Timed[], start: number, end: number, seen: View): Free[] {
  const result: Free[] = []
  let free = start
  for (const item of busy) {
    if (item.start.getTime() >= end) break
    result.push(...freeBetween(programme, items, free, item.start.getTime(), seen))
    free = Math.max(free, item.end.getTime())
  }
  return [...result, ...freeBetween(programme, items, free, end, seen)]
}

/** Several meals at one time are one slot on the line: the first names it. */
function oneEach(meals: Item[]): Item[] {
  return meals.filter((meal, index) => !meals.slice(0, index).some((other) => overlapsOf(meal, [other]).length > 0))
}

function freeBetween(programme: Programme, items: Item[], start: number, end: number, seen: View): Free[] {
  const minutes = Math.floor((end - start) / MINUTE)
  if (minutes < SHORTEST_FREE) return []
  const wanted = (item: Item): boolean => planOf(programme.event.slug, item.id, seen) === 'interested'
  const reached = reachedWithin(programme, start, end, seen)
  const inside = items.filter((item) => item.start.getTime() >= start && item.end.getTime() <= end && !isOff(item)
    && (wanted(item) || (FILLING.has(item.kind) && !item.within)))
  const fits = inside.filter(reached)
  return [{
    kind: 'free', start: new Date(start), end: new Date(end), minutes,
    fits: [...fits.filter(wanted), ...fits.filter((item) => !wanted(item))], tight: inside.filter((item) => wanted(item) && !reached(item)),
  }]
}

/** What of some free time one gets to, and from it to what comes next. Nobody is late for lunch. */
export function reachedWithin(programme: Programme, start: number, end: number, seen: View = view.value): (item: Item) => boolean {
  const holding = holdingOf(programme, seen)
  const before = holding.filter((one) => one.end.getTime() <= start).sort((a, b) => a.end.getTime() - b.end.getTime()).at(-1)
  const after = holding.find((one) => one.start.getTime() >= end)
  return (item) => (!FOR_EVERYONE.has(item.kind) || planOf(programme.event.slug, item.id, seen) === 'interested')
    && (!before || before.end.getTime() + walkMinutes(programme, before, item) * MINUTE <= item.start.getTime())
    && (!after || item.end.getTime() + walkMinutes(programme, item, after) * MINUTE <= after.start.getTime())
}

/** What the person is at: of what they go to and is on, the one that started last. */
export function onNow(programme: Programme, now: Date, seen: View = view.value): Item | undefined {
  return planned(programme, seen).filter(({ item, plan }) => plan === 'going' && !isOff(item) && item.start <= now && now < item.end).at(-1)?.item
}

/** The venue's day that matters now: today while the event is on, its first before, none after. */
export function dayOf(programme: Programme, today: string): { day: string; when: 'before' | 'on' } | undefined {
  const next = programme.days.find((day) => day >= today)
  if (next === undefined) return undefined
  return { day: next, when: next === today ? 'on' : 'before' }
}
