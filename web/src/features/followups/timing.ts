/**
 * When a follow-up is ready, reminded of, due and late. The server has the same rule (`timing.py`);
 * shared vectors hold both to the minute.
 */
import { addDays, type DateText, localTime, moment, weekday } from './local-times.ts'

/** When somebody works: their zone, the hour they are reminded at, days 0 (Monday) to 6. */
export interface Week {
  zone: string
  hour: string
  workingDays: readonly number[]
  holidays: readonly DateText[]
}

/** The days of an event, as its venue counts them. */
export interface Span {
  zone: string
  startsOn: DateText
  endsOn: DateText
}

export interface Plan {
  anchorOn: DateText
  readyAt: Date
  remindAt: Date
  dueAt: Date
  overdueAfter: Date
}

export interface Meeting {
  capturedAt: Date
  week: Week
  event: Span | null
  promise?: boolean
  hot?: boolean
}

const LAST_MINUTE = '23:59'
const NUDGE_AFTER = [7, 15] as const
const SPREAD = 7n

export const usualWeek = (zone: string): Week => ({ zone, hour: '09:00', workingDays: [0, 1, 2, 3, 4], holidays: [] })

/** Dates compare as texts: they are all `YYYY-MM-DD`. */
const earlier = (one: DateText, other: DateText): DateText => (one < other ? one : other)
const later = (one: DateText, other: DateText): DateText => (one > other ? one : other)

export function plan({ capturedAt, week, event, promise = false, hot = false }: Meeting): Plan {
  const metOn = localTime(capturedAt, event?.zone ?? week.zone).date
  const atEvent = event && metOn >= addDays(event.startsOn, -1) && metOn <= addDays(event.endsOn, 1)
  const anchorOn = atEvent ? event.endsOn : metOn
  const deadline = event ? earlier(addDays(anchorOn, 7), addDays(metOn, 10)) : addDays(anchorOn, 7)
  let due = later(lastWorkingDay(week, deadline), addDays(anchorOn, 1))
  if (promise || hot) due = earlier(due, workingDaysAfter(week, anchorOn, 2))
  const at = (date: DateText, clock = week.hour): Date => moment(date, clock, week.zone)
  return {
    anchorOn,
    readyAt: promise || event === null ? capturedAt : at(addDays(anchorOn, 1)),
    remindAt: at(earlier(workingDaysAfter(week, anchorOn, 3), due)),
    dueAt: at(due),
    // The ten days can end before the event does; nothing is late before it is due.
    overdueAfter: at(later(deadline, due), LAST_MINUTE),
  }
}

function worksOn(week: Week, date: DateText): boolean {
  return !week.workingDays.length || (week.workingDays.includes(weekday(date)) && !week.holidays.includes(date))
}

export function workingDaysAfter(week: Week, date: DateText, count: number): DateText {
  while (count) {
    date = addDays(date, 1)
    if (worksOn(week, date)) count--
  }
  return date
}

function lastWorkingDay(week: Week, date: DateText): DateText {
  while (!worksOn(week, date)) date = addDays(date, -1)
  return date
}

/** The day of nudge `number` (1), or of letting an unanswered nudge rest (2). */
export function nudgeOn(week: Week, sentAt: Date, number: 1 | 2): DateText {
  return workingDaysAfter(week, localTime(sentAt, week.zone).date, NUDGE_AFTER[number - 1]!)
}

/** The day to get in touch again: spread out, and on a working day. */
export function touchOn(week: Week, lastTouchOn: DateText, everyDays: number, spread: number): DateText {
  const date = addDays(lastTouchOn, everyDays + spread)
  return worksOn(week, date) ? date : workingDaysAfter(week, date, 1)
}

/** By how many days this contact's turn is moved, so that not all come on one day. */
export function spreadOf(contactId: string): number {
  return Number(BigInt(`0x${contactId.replaceAll('-', '')}`) % SPREAD)
}

/** `at`, or the end of the quiet hours it falls in; equal ends mean no quiet hours. */
export function afterQuiet(at: Date, zone: string, [begins, ends]: readonly [string, string]): Date {
  const local = localTime(at, zone)
  const clock = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`
  if (begins <= ends) return begins <= clock && clock < ends ? moment(local.date, ends, zone) : at
  if (clock >= begins) return moment(addDays(local.date, 1), ends, zone)
  return clock < ends ? moment(local.date, ends, zone) : at
}
