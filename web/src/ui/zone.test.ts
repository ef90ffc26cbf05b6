import { afterEach, expect, test, vi } from 'vitest'
import * as device from '../platform/clock.ts'
import { showOwnZone, shownTime, shownZone, timeBeside, zonesDiffer } from './zone.ts'

const phoneIn = (zone: string) => vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions')
  .mockReturnValue({ timeZone: zone } as Intl.ResolvedDateTimeFormatOptions)

afterEach(() => { showOwnZone(false); vi.restoreAllMocks() })

const NINE_IN_MADRID = new Date('2026-06-09T07:00Z')
const LATE_IN_MADRID = new Date('2026-06-09T21:30Z')

test('times are the venue\'s until the phone\'s are asked for, and the venue\'s again after', () => {
  phoneIn('Asia/Tokyo')
  expect(shownZone('Europe/Madrid')).toBe('Europe/Madrid')
  expect(shownTime(NINE_IN_MADRID, 'Europe/Madrid')).toBe('09:00')
  showOwnZone(true)
  expect(shownZone('Europe/Madrid')).toBe('Asia/Tokyo')
  expect(shownTime(NINE_IN_MADRID, 'Europe/Madrid')).toBe('16:00')
  showOwnZone(false)
  expect(shownZone('Europe/Madrid')).toBe('Europe/Madrid')
})

test('a time that falls on another date on the phone says which', () => {
  phoneIn('Asia/Tokyo')
  showOwnZone(true)
  expect(shownTime(LATE_IN_MADRID, 'Europe/Madrid')).toBe('Wed 10 06:30')
  expect(timeBeside(LATE_IN_MADRID, 'Europe/Madrid', 'Asia/Tokyo')).toBe('Tue 9 23:30')
})

test('zones differ by what their clocks show at that moment, not by their names', () => {
  phoneIn('Europe/Berlin')
  expect(zonesDiffer('Europe/Madrid', NINE_IN_MADRID)).toBe(false)
  expect(zonesDiffer('Europe/London', NINE_IN_MADRID)).toBe(true)
  phoneIn('Africa/Lagos')
  expect(zonesDiffer('Europe/Madrid', new Date('2026-01-09T07:00Z'))).toBe(false)
  expect(zonesDiffer('Europe/Madrid', NINE_IN_MADRID)).toBe(true)
})

test('a phone a day ahead by the same clock is in another zone', () => {
  phoneIn('Pacific/Kiritimati')
  expect(device.deviceZone()).toBe('Pacific/Kiritimati')
  expect(zonesDiffer('Pacific/Honolulu', NINE_IN_MADRID)).toBe(true)
})
