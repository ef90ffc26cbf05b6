/** How long it takes to get from one room to another, and who will be late for it. */
import type { EventFacts, Named, Programme } from './programme.ts'

interface Placed {
  rooms?: Named[]
}

interface Timed extends Placed {
  id: string
  title: string
  start: Date
  end: Date
}

/** Too little time to walk from one thing to the next. */
export interface Late {
  from: Timed
  /** Minutes the walk takes, those between the two, and those one will be late by. */
  walk: number
  between: number
  minutes: number
}

const USUAL_MINUTES = 5
const MINUTE = 60_000
const pairs = new WeakMap<EventFacts, Map<string, number>>()

/** Minutes from one place to the next: none in the same room, or where a room is not known. */
export function walkMinutes({ event }: Programme, from: Placed, to: Placed): number {
  const known = pairs.get(event) ?? new Map((event.walks ?? []).map(([one, other, minutes]) => [pairOf(one, other), minutes]))
  pairs.set(event, known)
  // Of several rooms the nearest two: one would go there.
  const walks = (from.rooms ?? []).flatMap((one) => (to.rooms ?? []).map((other) =>
    (one.id === other.id ? 0 : known.get(pairOf(one.id, other.id)) ?? event.walk_minutes ?? USUAL_MINUTES)))
  return walks.length > 0 ? Math.min(...walks) : 0
}

const pairOf = (one: string, other: string): string => [one, other].sort().join(' ')

/** Sessions that follow each other at once are a usual walk apart: worth a word, and no alarm. */
export const isSlight = ({ between, minutes }: Late): boolean => between === 0 && minutes <= USUAL_MINUTES

/** Whether one gets to `to` too late from what one was at before it; `holding` is all that holds time. */
export function lateFor(programme: Programme, to: Timed, holding: readonly Timed[]): Late | undefined {
  let late: Late | undefined
  let last = 0
  for (const from of holding) {
    const end = from.end.getTime()
    if (from.id === to.id || end > to.start.getTime() || end < last) continue
    const between = Math.floor((to.start.getTime() - end) / MINUTE)
    const walk = walkMinutes(programme, from, to)
    const found = walk > between ? { from, walk, between, minutes: walk - between } : undefined
    // Of two that end together one is late from the one further away.
    late = end > last ? found : [late, found].filter((one) => one !== undefined).sort((a, b) => b.minutes - a.minutes)[0]
    last = end
  }
  return late
}
