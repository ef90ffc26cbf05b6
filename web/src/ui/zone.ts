/**
 * Whose clock times are shown by: the venue's, unless the owner of this phone asked for its own.
 * Days, and what is chosen by day, are the venue's always.
 */
import { signal } from '@preact/signals'
import { clock, deviceZone } from '../platform/clock.ts'
import { clockTime, dateKey, shortDay } from '../words/format.ts'

const KEY = 'hallway-own-zone'
const own = signal(globalThis.localStorage?.getItem(KEY) === 'yes')

/** The zone to show times of an event in: use it wherever a time is formatted. */
export const shownZone = (eventZone: string): string => (own.value ? deviceZone() : eventZone)

/** Show times by this phone's clock from now on, or by the venue's; this phone remembers it. */
export function showOwnZone(wanted: boolean): void {
  own.value = wanted
  if (wanted) globalThis.localStorage?.setItem(KEY, 'yes')
  else globalThis.localStorage?.removeItem(KEY)
}

/** Whether the venue's clocks and this phone's show different times at `moment`. */
export function zonesDiffer(eventZone: string, moment: Date = clock.now()): boolean {
  const here = deviceZone()
  return here !== eventZone && (clockTime(moment, here) !== clockTime(moment, eventZone) || dateKey(moment, here) !== dateKey(moment, eventZone))
}

/** "09:00" in the zone that is shown; "Tue 24 01:00" where that is another date than the venue's. */
export const shownTime = (moment: Date, eventZone: string): string => timeBeside(moment, shownZone(eventZone), eventZone)

/** A time in one zone, with its day where that is not the day in the other. */
export function timeBeside(moment: Date, zone: string, other: string): string {
  const time = clockTime(moment, zone)
  return dateKey(moment, zone) === dateKey(moment, other) ? time : `${shortDay(moment, zone)} ${time}`
}
