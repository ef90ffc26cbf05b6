/** Where this phone's owner is now, by the programme it holds. */
import { clock } from '../../platform/clock.ts'
import { planOf, visitOf } from '../programme/agenda.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { currentEvent, programme } from '../programme/programmes.ts'
import { type Plans, sessionNow, sessionsNear } from './places.ts'
import type { Place } from './scans.ts'

const DAY_MS = 24 * 3_600_000

/** The event that is on, and the session one is probably in; nothing days before or after. */
export function placeNow(): Place {
  const [slug, known, now] = [currentEvent.value, programme.value, clock.now()]
  if (!slug) return {}
  if (!known) return { event: slug }
  if (!isOn(known, now)) return {}
  const session = sessionNow(known.items, plansOf(slug), now)
  return { event: slug, ...(session ? { session: session.id } : {}) }
}

/** What to choose from when the guess is wrong. */
export function choicesNow(): Item[] {
  const [slug, known] = [currentEvent.value, programme.value]
  return slug && known ? (sessionsNear(known.items, plansOf(slug), clock.now()) as Item[]) : []
}

function isOn(known: Programme, now: Date): boolean {
  const [first, last] = [Date.parse(`${known.event.starts_on}T00:00Z`), Date.parse(`${known.event.ends_on}T00:00Z`)]
  return now.getTime() >= first - DAY_MS && now.getTime() < last + 2 * DAY_MS
}

const plansOf = (slug: string): Plans => ({
  isGoing: (session) => planOf(slug, session) === 'going',
  visitedAt: (session) => visitOf(slug, session),
})
