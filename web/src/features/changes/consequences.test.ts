import { afterEach, describe, expect, test } from 'vitest'
import type { Row } from '../../platform/db.ts'
import { rows } from '../../platform/view.ts'
import type { Change } from '../programme/change-lists.ts'
import { prepare, type Session } from '../programme/programme.ts'
import { freed, newOverlaps } from './consequences.ts'

const at = (time: string): string => `2026-06-09T${time}+02:00`

function session(id: string, start: string, end: string, more: Partial<Session> = {}): Session {
  return { id, title: `Session ${id}`, kind: 'talk', start: at(start), end: at(end), ...more }
}

const programme = prepare({
  version: 2, event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-09' },
  rooms: [], tracks: [], people: [],
  sessions: [
    session('s1', '09:00', '10:00'), session('s2', '09:30', '10:30'), session('s3', '12:00', '13:00', { cancelled: true }),
    session('s4', '12:00', '12:30'), session('s5', '12:30', '13:00', { kind: 'meal' }), session('s6', '12:15', '13:15'),
    session('s7', '15:00', '16:00', { removed: true }), session('s8', '15:30', '16:30'),
  ],
})
const item = (id: string) => programme.byId.get(id) as NonNullable<ReturnType<typeof programme.byId.get>>
const plan = (...ids: string[]): void => {
  rows.value = ids.map((id): Row => ({ kind: 'agenda', id: `expo26/${id}`, event: 'expo26', session: id, value: 'going' }))
}
const moved = (id: string, start: string, end: string): Change => {
  const { start: now, end: until } = item(id)
  return { session: id, title: id, what: 'changed', facts: [{ fact: 'time', old: { start: at(start), end: at(end) }, new: { start: now.toISOString(), end: until.toISOString() } }] }
}
const others = (id: string, changes: Change[]): string[] => newOverlaps(programme, item(id), changes).map(({ other }) => other.id)

afterEach(() => { rows.value = [] })

describe('an overlap', () => {
  test('is named where a move made it', () => {
    plan('s1', 's2')
    expect(others('s2', [moved('s2', '11:00', '12:00')])).toEqual(['s1'])
  })

  test('is named on both where both moved into each other', () => {
    plan('s1', 's2')
    const changes = [moved('s1', '08:00', '09:00'), moved('s2', '11:00', '12:00')]
    expect([others('s1', changes), others('s2', changes)]).toEqual([['s2'], ['s1']])
  })

  test('that was there before is no news', () => {
    plan('s1', 's2')
    expect(others('s2', [moved('s2', '09:40', '10:40')])).toEqual([])
    expect(others('s2', [{ session: 's2', title: '', what: 'changed', facts: [{ fact: 'room', old: ['A'], new: ['B'] }] }])).toEqual([])
  })

  test('comes with what takes place after all', () => {
    plan('s1', 's2')
    expect(others('s2', [{ session: 's2', title: '', what: 'restored', facts: [] }])).toEqual(['s1'])
  })

  test('is none of what one is only interested in, or keeps knowingly', () => {
    rows.value = [{ kind: 'agenda', id: 'expo26/s2', event: 'expo26', session: 's2', value: 'interested' }]
    expect(others('s2', [moved('s2', '11:00', '12:00')])).toEqual([])
    plan('s1', 's2')
    rows.value = [...rows.value, { kind: 'overlap', id: 'expo26/s1/s2', event: 'expo26', minutes: 30 }]
    expect(others('s2', [moved('s2', '11:00', '12:00')])).toEqual([])
  })
})

describe('time that became free', () => {
  test('says how many sessions fit it whole', () => {
    plan('s3')
    expect(freed(programme, item('s3'))).toBe(1)
  })

  test('is not free where something else is in it', () => {
    plan('s3', 's6', 's7', 's8')
    expect([freed(programme, item('s3')), freed(programme, item('s7'))]).toEqual([undefined, undefined])
  })

  test('is not told of what takes place, or was not to be gone to', () => {
    plan('s1')
    expect([freed(programme, item('s1')), freed(programme, item('s3'))]).toEqual([undefined, undefined])
  })
})
