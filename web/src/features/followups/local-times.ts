/** Local dates and clock times in any zone, from the browser's own tables; no DOM. */

/** A calendar date, `2026-06-10`. */
export type DateText = string

export interface LocalTime {
  date: DateText
  hour: number
  minute: number
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, calendar: 'iso8601', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

/** The same clock time as if it were UTC, in milliseconds. */
function wall(at: number, zone: string): number {
  const part = Object.fromEntries(format(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** What the clock on the wall in `zone` shows at `at`. */
export function localTime(at: Date, zone: string): LocalTime {
  const local = new Date(wall(at.getTime(), zone))
  return { date: local.toISOString().slice(0, 10), hour: local.getUTCHours(), minute: local.getUTCMinutes() }
}

/** A local time as a moment; a skipped one moves forward, of a doubled one it is the first. */
export function moment(date: DateText, clock: string, zone: string): Date {
  const wanted = Date.parse(`${date}T${clock}:00Z`)
  const offset = (at: number): number => wall(at, zone) - at
  const [before, after] = [offset(wanted - DAY), offset(wanted + DAY)]
  const fitting = [wanted - before, wanted - after].filter((at) => wall(at, zone) === wanted)
  return new Date(fitting.length ? Math.min(...fitting) : wanted - before)
}

export function addDays(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** 0 is Monday, 6 is Sunday. */
export function weekday(date: DateText): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** Whole days from one date to another. */
export function daysBetween(from: DateText, to: DateText): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY
}
