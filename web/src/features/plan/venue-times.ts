/** From what the venue's clocks show to a moment, and back. */
import { clockTime, dateKey } from '../../words/format.ts'

const DAY_MS = 24 * 3_600_000
const UTC = 'UTC'

/** When the venue's clocks show `time` ("12:30") on `day` ("2026-06-09"). A time they skip is the one they show instead. */
export function momentAt(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}Z`)
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = wall - offsetAt(wall, zone)
  return new Date(wall - offsetAt(guess, zone))
}

/** Milliseconds by which the venue's clocks are ahead of UTC's. */
function offsetAt(moment: number, zone: string): number {
  const at = new Date(moment)
  return Date.parse(`${dateKey(at, zone)}T${clockTime(at, zone)}Z`) - Math.floor(moment / 60_000) * 60_000
}

/** A date so many days later. */
export const dayAfter = (day: string, days = 1): string => dateKey(new Date(Date.parse(`${day}T12:00Z`) + days * DAY_MS), UTC)

/** Every date from one to another, both included. */
export function datesBetween(from: string, to: string): string[] {
  const days = []
  for (let day = from; day <= to && days.length < 60; day = dayAfter(day)) days.push(day)
  return days
}

/** What somebody filled in: a day and two times. */
export interface Times {
  day: string
  from: string
  to: string
  /** Whole days that it lasts besides; an end before the start is on the next day anyway. */
  days?: number
}

const crossed = (from: string, to: string): number => (to < from ? 1 : 0)

/** Start and end of it, or undefined where a time is missing or there is nothing between them. */
export function spanOf({ day, from, to, days = 0 }: Times, zone: string): { start: Date; end: Date } | undefined {
  if (!day || !from || !to) return undefined
  const start = momentAt(day, from, zone)
  const end = momentAt(dayAfter(day, days + crossed(from, to)), to, zone)
  return end > start ? { start, end } : undefined
}

/** The same of what there is, to fill in. */
export function timesOf({ start, end }: { start: Date; end: Date }, zone: string): Required<Times> {
  const [day, last] = [dateKey(start, zone), dateKey(end, zone)]
  const [from, to] = [clockTime(start, zone), clockTime(end, zone)]
  return { day, from, to, days: Math.round((Date.parse(last) - Date.parse(day)) / DAY_MS) - crossed(from, to) }
}
