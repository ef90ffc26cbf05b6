import { describe, expect, test } from 'vitest'
import { View } from '../../platform/view.ts'
import { prepare } from '../programme/programme.ts'
import { dueOf, isQuiet, minutesTo, remindAt, type ReminderSettings, upcomingOf, USUAL } from './reminders.ts'

const ZONE = 'Europe/Berlin'
const at = (time: string, day = '2026-06-09') => new Date(`${day}T${time}+02:00`)
const session = (id: string, start: string, end: string, room: string, more: object = {}) =>
  ({ id, title: `Talk ${id}`, kind: 'talk' as const, start: `2026-06-09T${start}+02:00`, end: `2026-06-09T${end}+02:00`, rooms: [room], ...more })

const programmeOf = (...more: ReturnType<typeof session>[]) => prepare({
  version: 1, event: { slug: 'expo26', name: 'Expo', timezone: ZONE, starts_on: '2026-06-09', ends_on: '2026-06-10', walk_minutes: 4, walks: [['r1', 'r3', 9]] },
  rooms: [{ id: 'r1', name: 'Aula' }, { id: 'r2', name: 'Lindgren' }, { id: 'r3', name: 'Annex' }], tracks: [], people: [],
  sessions: [session('s1', '10:00', '10:45', 'r1'), session('s2', '11:00', '11:45', 'r3'), session('s3', '12:00', '12:30', 'r2'), ...more],
})

function going(...ids: string[]): View {
  const seen = new View()
  for (const id of ids) seen.put('agenda', `expo26/${id}`, { event: 'expo26', session: id, value: 'going' })
  return seen
}

const due = (now: Date, seen: View, settings: Partial<ReminderSettings> = {}, done: string[] = [], programme = programmeOf()) =>
  dueOf(upcomingOf(programme, seen), now, { ...USUAL, ...settings }, ZONE, new Set(done)).map((one) => one.id)

describe('a reminder', () => {
  test('comes ten minutes before what one goes to, and not after it began', () => {
    expect(due(at('09:49:59'), going('s1'))).toEqual([])
    expect(due(at('09:50'), going('s1'))).toEqual(['s1'])
    expect(due(at('09:59:59'), going('s1'))).toEqual(['s1'])
    expect(due(at('10:00'), going('s1'))).toEqual([])
  })

  test('comes earlier by the walk from what was before, where one was somewhere', () => {
    const seen = going('s1', 's2')
    expect(upcomingOf(programmeOf(), seen).map(({ id, walk }) => [id, walk])).toEqual([['s1', 0], ['s2', 9]])
    expect(due(at('10:41'), seen)).toEqual(['s2'])
    expect(due(at('10:40:59'), seen)).toEqual([])
    expect(due(at('10:41'), going('s2'))).toEqual([])
  })

  test.each([[5, '09:55'], [15, '09:45'], [30, '09:30']])('comes %i minutes before when so chosen, and never when off', (lead, time) => {
    expect(due(at(time), going('s1'), { lead })).toEqual(['s1'])
    expect(due(new Date(at(time).getTime() - 1), going('s1'), { lead })).toEqual([])
    expect(due(at(time), going('s1'), { lead: 0 })).toEqual([])
  })

  test('comes once; what moved is reminded of anew, what is cancelled or gone is not', () => {
    const [first] = upcomingOf(programmeOf(), going('s1'))
    expect(due(at('09:55'), going('s1'), {}, [first?.key ?? ''])).toEqual([])
    const moved = programmeOf(session('s9', '10:00', '10:30', 'r1'))
    const later = programmeOf(session('s9', '10:05', '10:30', 'r1'))
    const done = upcomingOf(moved, going('s9')).map(({ key }) => key)
    expect(due(at('09:56'), going('s9'), {}, done, moved)).toEqual([])
    expect(due(at('09:56'), going('s9'), {}, done, later)).toEqual(['s9'])
    expect(due(at('09:56'), going('s9'), {}, [], programmeOf(session('s9', '10:00', '10:30', 'r1', { cancelled: true })))).toEqual([])
    expect(due(at('09:56'), going('s9'), {}, [], programmeOf(session('s9', '10:00', '10:30', 'r1', { removed: true })))).toEqual([])
  })

  test('is for what one goes to and for own items, not for what only interests', () => {
    const seen = new View()
    seen.put('agenda', 'expo26/s1', { event: 'expo26', session: 's1', value: 'interested' })
    seen.put('own', 'o1', { event: 'expo26', title: 'Call the ward', starts_at: at('10:00').toISOString(), ends_at: at('10:10').toISOString() })
    expect(due(at('09:52'), seen)).toEqual(['o1'])
  })

  test('after a long sleep comes for what has not begun, once, whatever was slept through', () => {
    expect(due(at('11:52'), going('s1', 's2', 's3'))).toEqual(['s3'])
    expect(remindAt(upcomingOf(programmeOf(), going('s3'))[0] as never, 10)).toEqual(at('11:50'))
    expect([minutesTo(at('10:00'), at('09:50:01')), minutesTo(at('10:00'), at('10:01'))]).toEqual([10, 0])
  })
})

describe('quiet hours', () => {
  test('go over midnight by the venue\'s clock', () => {
    for (const [time, quiet] of [['21:59', false], ['22:00', true], ['23:59', true], ['00:00', true], ['06:59', true], ['07:00', false], ['12:00', false]] as const) {
      expect([time, isQuiet(at(time), ZONE, USUAL)]).toEqual([time, quiet])
    }
    expect(isQuiet(at('22:30'), 'Europe/London', USUAL)).toBe(false)
  })

  test('lie within a day, or are none', () => {
    const noon = { from: '12:00', to: '13:30' }
    expect([at('11:59'), at('12:00'), at('13:29'), at('13:30')].map((moment) => isQuiet(moment, ZONE, noon))).toEqual([false, true, true, false])
    expect(isQuiet(at('03:00'), ZONE, { from: '00:00', to: '00:00' })).toBe(false)
  })

  test('end at seven by the clock in both nights when the clocks change', () => {
    // Berlin: 02:00 becomes 03:00 on 29 March 2026; 03:00 becomes 02:00 on 25 October 2026.
    expect([new Date('2026-03-29T04:59Z'), new Date('2026-03-29T05:00Z')].map((moment) => isQuiet(moment, ZONE, USUAL))).toEqual([true, false])
    expect([new Date('2026-10-25T05:59Z'), new Date('2026-10-25T06:00Z')].map((moment) => isQuiet(moment, ZONE, USUAL))).toEqual([true, false])
    expect([new Date('2026-10-25T00:30Z'), new Date('2026-10-25T01:30Z')].map((moment) => isQuiet(moment, ZONE, { from: '02:00', to: '03:00' }))).toEqual([true, true])
  })

  test('hold a reminder back until they end, if it still helps then', () => {
    const early = programmeOf(session('s9', '07:05', '07:30', 'r1'), session('s8', '06:30', '07:30', 'r1'))
    expect(due(at('06:55'), going('s9', 's8'), {}, [], early)).toEqual([])
    expect(due(at('07:00'), going('s9', 's8'), {}, [], early)).toEqual(['s9'])
  })
})
