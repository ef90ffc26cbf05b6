import { expect, test } from 'vitest'
import { datesBetween, dayAfter, momentAt, spanOf, timesOf } from './venue-times.ts'

const iso = (moment: Date): string => moment.toISOString().replace('.000Z', 'Z')

test.each([
  ['2026-06-09', '12:30', 'Europe/Berlin', '2026-06-09T10:30:00Z'],
  ['2026-06-09', '00:00', 'Pacific/Auckland', '2026-06-08T12:00:00Z'],
  ['2026-06-09', '23:59', 'America/St_Johns', '2026-06-10T02:29:00Z'],
  // The day on which clocks go forward, before and after; what they skip is an hour later.
  ['2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59:00Z'],
  ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['2026-03-29', '12:00', 'Europe/Berlin', '2026-03-29T10:00:00Z'],
  // Back: after it, and before it.
  ['2026-10-25', '01:30', 'Europe/Berlin', '2026-10-24T23:30:00Z'],
  ['2026-10-25', '04:00', 'Europe/Berlin', '2026-10-25T03:00:00Z'],
])('%s %s in %s is %s', (day, time, zone, expected) => {
  expect(iso(momentAt(day, time, zone))).toBe(expected)
})

test('a time that clocks skip is a time that there is', () => {
  expect(['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z']).toContain(iso(momentAt('2026-03-29', '02:30', 'Europe/Berlin')))
})

test('an end before the start is on the next day, and nothing has no length', () => {
  const zone = 'Europe/Berlin'
  const span = spanOf({ day: '2026-06-09', from: '22:00', to: '01:00' }, zone)
  expect(span && [iso(span.start), iso(span.end)]).toEqual(['2026-06-09T20:00:00Z', '2026-06-09T23:00:00Z'])
  expect(spanOf({ day: '2026-06-09', from: '12:00', to: '12:00' }, zone)).toBeUndefined()
  expect(spanOf({ day: '2026-06-09', from: '', to: '12:00' }, zone)).toBeUndefined()
})

test.each([
  ['2026-06-09T10:00:00Z', '2026-06-09T11:00:00Z'],
  ['2026-06-09T20:00:00Z', '2026-06-10T00:30:00Z'],
  ['2026-06-09T20:00:00Z', '2026-06-10T21:00:00Z'],
  ['2026-06-09T20:00:00Z', '2026-06-12T10:00:00Z'],
  ['2026-06-09T20:00:00Z', '2026-06-10T20:00:00Z'],
])('what is filled in for %s to %s means the same', (from, to) => {
  const times = timesOf({ start: new Date(from), end: new Date(to) }, 'Europe/Berlin')
  const span = spanOf(times, 'Europe/Berlin')
  expect(span && [iso(span.start), iso(span.end)]).toEqual([from, to])
})

test('days follow each other over the end of a month', () => {
  expect(dayAfter('2026-02-28')).toBe('2026-03-01')
  expect(datesBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
})
