/** When to remind of what: rules alone. What is due is worked out anew from the clock each time, so no timer can drift. */
import type { Row } from '../../platform/db.ts'
import type { View } from '../../platform/view.ts'
import { clockTime } from '../../words/format.ts'
import { isOff } from '../programme/agenda.ts'
import { ownsOf } from '../programme/own-items.ts'
import type { Named, Programme } from '../programme/programme.ts'
import { walkMinutes } from '../programme/walking.ts'

export interface ReminderSettings {
  /** Minutes before the start; 0 is off. The walk from what comes before is added. */
  lead: number
  vibrate: boolean
  /** Show a notification while the app is open in the background. */
  notify: boolean
  /** Quiet hours by the venue's clock, "22:00"; the same twice is never quiet. */
  from: string
  to: string
}

export const LEADS = [0, 5, 10, 15, 30]
export const USUAL: ReminderSettings = { lead: 10, vibrate: true, notify: false, from: '22:00', to: '07:00' }

/** Something one goes to. Its `key` changes with its start: what moved is reminded of anew. */
export interface Upcoming {
  id: string
  key: string
  title: string
  start: Date
  place: string
  /** Minutes from the room of what comes before. */
  walk: number
  /** The session's page; none of an own item. */
  session?: string
}

const MINUTE = 60_000
/** What ended longer ago is not where one comes from. */
const BEFORE_MS = 60 * MINUTE

interface Placed {
  start: Date
  end: Date
  rooms?: Named[]
}

/** What one goes to at an event, own items too, in order of time; what is cancelled or gone is not in it. */
export function upcomingOf(programme: Programme, seen: View): Upcoming[] {
  const { slug } = programme.event
  // From what is planned, which is little, not from the programme: this is asked with every act.
  const sessions = (seen.all('agenda') as (Row & { event?: string; session?: string; value?: string })[]).flatMap((row) => {
    const item = row.event === slug && row.value === 'going' ? programme.byId.get(row.session ?? '') : undefined
    return item && !isOff(item) ? [item] : []
  })
  const holding: Placed[] = [...sessions, ...ownsOf(slug, seen)]
  const all = [
    ...sessions.map((item) => ({
      id: item.id, session: item.id, title: item.title, start: item.start, place: [item.board, ...item.rooms.map((room) => room.name)].filter(Boolean).join(', '),
      walk: walkTo(programme, item, holding),
    })),
    ...ownsOf(slug, seen).map((own) => ({ id: own.id, title: own.title, start: own.start, place: own.place ?? '', walk: 0 })),
  ]
  return all.map((one) => ({ ...one, key: `${slug}/${one.id}@${one.start.toISOString()}` })).sort((a, b) => a.start.getTime() - b.start.getTime())
}

function walkTo(programme: Programme, to: Placed, holding: Placed[]): number {
  const before = holding.filter((one) => one.end <= to.start && to.start.getTime() - one.end.getTime() <= BEFORE_MS).sort((a, b) => b.end.getTime() - a.end.getTime())[0]
  return before ? walkMinutes(programme, before, to) : 0
}

export const remindAt = ({ start, walk }: Upcoming, lead: number): Date => new Date(start.getTime() - (lead + walk) * MINUTE)

/** Whether `moment` lies in the quiet hours of that zone's clocks, whatever midnight or the change of summer time does. */
export function isQuiet(moment: Date, zone: string, { from, to }: Pick<ReminderSettings, 'from' | 'to'>): boolean {
  const time = clockTime(moment, zone)
  return from <= to ? from <= time && time < to : time >= from || time < to
}

/** What to remind of now: begun soon, not begun, not reminded of yet, and not in quiet hours. */
export function dueOf(upcoming: Upcoming[], now: Date, settings: ReminderSettings, zone: string, done: ReadonlySet<string>): Upcoming[] {
  if (settings.lead === 0 || isQuiet(now, zone, settings)) return []
  return upcoming.filter((one) => !done.has(one.key) && remindAt(one, settings.lead) <= now && now < one.start)
}

/** Whole minutes until `start`, never less than none. */
export const minutesTo = (start: Date, now: Date): number => Math.max(0, Math.ceil((start.getTime() - now.getTime()) / MINUTE))
