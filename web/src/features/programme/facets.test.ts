import { describe, expect, test } from 'vitest'
import type { Plan } from './agenda.ts'
import { choicesOf, filtersOn, without } from './facets.ts'
import { namesIn } from './facet-names.ts'
import { blocksNow, type Facet, type Filters, isSomethingOn, listed, NO_FACETS } from './listing.ts'
import { prepare, type Session } from './programme.ts'
import { aroundOf, hostOf, repeatsOf } from './related.ts'

const at = (time: string, day = '2026-06-09'): string => `${day}T${time}+02:00`
const session = (id: string, start: string, end: string, more: Partial<Session> = {}): Session =>
  ({ id, title: `Session ${id}`, kind: 'talk', start: at(start), end: at(end), ...more })

const programme = prepare({
  version: 1,
  event: { slug: 'expo26', name: 'Expo', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-10' },
  rooms: [{ id: 'r1', name: 'Room 10' }, { id: 'r2', name: 'Room 9' }],
  tracks: [{ id: 't1', name: 'Cardiology' }, { id: 't2', name: 'Anaesthesia' }],
  people: [{ id: 'p1', name: 'Ada Testwell' }, { id: 'p2', name: 'Bo Sampleson' }],
  sessions: [
    session('s1', '09:00', '10:00', { rooms: ['r1'], track: 't1', language: 'de', title: 'Handover', people: ['p1'] }),
    session('s2', '09:30', '10:30', { rooms: ['r2'], track: 't2', language: 'en', kind: 'workshop' }),
    session('s3', '11:00', '12:00', { rooms: ['r1'], track: 't1', language: 'en', title: 'HANDOVER', people: ['p1'] }),
    session('s4', '14:00', '16:00', { rooms: ['r2'], kind: 'poster-session', title: 'Posters' }),
    session('s5', '14:00', '16:00', { rooms: ['r2'], kind: 'poster', within: 's4', board: 'P-1' }),
    session('s6', '10:15', '10:45', { rooms: ['r1'], cancelled: true }),
    { ...session('s7', '', ''), title: 'Handover', people: ['p2'], start: at('09:00', '2026-06-10'), end: at('10:00', '2026-06-10'), track: 't2' },
  ],
})
const none = (): Plan | null => null
const names = namesIn(programme)
const all: Filters = { day: '2026-06-09', saved: false, ...NO_FACETS }
const ids = (items: { id: string }[]): string[] => items.map(({ id }) => id)
const counts = (facet: Facet, filters: Filters): [string, number][] =>
  choicesOf(programme, facet, filters, none, names).map(({ name, count }) => [name, count])

describe('filters', () => {
  test('combine: any of one facet, and all of the facets', () => {
    expect(ids(listed(programme, { ...all, tracks: ['t1', 't2'] }, none))).toEqual(['s1', 's2', 's3'])
    expect(ids(listed(programme, { ...all, tracks: ['t1', 't2'], languages: ['en'] }, none))).toEqual(['s2', 's3'])
    expect(ids(listed(programme, { ...all, tracks: ['t1'], languages: ['en'], rooms: ['r2'] }, none))).toEqual([])
  })

  test('say how much each choice leaves, with the others as they are', () => {
    expect(counts('tracks', all)).toEqual([['Anaesthesia', 1], ['Cardiology', 2]])
    expect(counts('tracks', { ...all, languages: ['en'] })).toEqual([['Anaesthesia', 1], ['Cardiology', 1]])
    expect(counts('tracks', { ...all, tracks: ['t1'] })).toEqual([['Anaesthesia', 1], ['Cardiology', 2]])
    expect(counts('tracks', { ...all, day: '2026-06-10' })).toEqual([['Anaesthesia', 1], ['Cardiology', 0]])
    expect(counts('rooms', all)).toEqual([['Room 9', 2], ['Room 10', 3]])
    expect(counts('languages', all)).toEqual([['English', 2], ['German', 1]])
  })

  test('count posters as a kind, though they stand under their session', () => {
    expect(counts('kinds', all)).toEqual([['Talks', 3], ['Workshops', 1], ['Poster sessions', 1], ['Posters', 1]])
    expect(ids(listed(programme, { ...all, kinds: ['poster'] }, none))).toEqual(['s5'])
  })

  test('are named when they are on, and taken off one by one', () => {
    const on = filtersOn({ ...all, tracks: ['t1'], rooms: ['r2'] }, names)
    expect(on.map(({ name }) => name)).toEqual(['Cardiology', 'Room 9'])
    expect(without({ ...all, tracks: ['t1', 't2'] }, on[0]!).tracks).toEqual(['t2'])
  })
})

describe('now', () => {
  const now = new Date(at('09:45'))

  test('is what is on, and what begins within the hour, in every room', () => {
    const items = listed(programme, { ...all, day: '2026-06-10', now }, none)
    expect(blocksNow(items, now).map(({ when, items: [...found] }) => [when, ids(found)])).toEqual([['now', ['s1', 's2']]])
    expect(blocksNow(listed(programme, { ...all, now: new Date(at('10:05')) }, none), new Date(at('10:05'))).map(({ when, items: found }) => [when, ids(found)]))
      .toEqual([['now', ['s2']], ['soon', ['s3']]])
  })

  test('has nothing at night', () => {
    expect(isSomethingOn(programme, new Date(at('09:45')))).toBe(true)
    expect(isSomethingOn(programme, new Date(at('23:00')))).toBe(false)
  })

  test('goes with the other filters', () => {
    expect(ids(listed(programme, { ...all, now, tracks: ['t1'] }, none))).toEqual(['s1'])
  })
})

describe('beside a session', () => {
  const item = (id: string) => programme.byId.get(id)!

  test('stands the same at other times, of the same people', () => {
    expect(ids(repeatsOf(programme, item('s1')))).toEqual(['s3'])
    expect(ids(repeatsOf(programme, item('s7')))).toEqual([])
  })

  test('stands what is before and after in its room', () => {
    expect(ids(aroundOf(programme, item('s6')))).toEqual(['s1', 's3'])
    expect(ids(aroundOf(programme, item('s5')))).toEqual([])
  })

  test.each([['https://meet.example.org/a?b', 'meet.example.org'], ['mailto:a@example.org', undefined], ['nonsense', undefined]])('%s opens %s', (address, host) => {
    expect(hostOf(address)).toBe(host)
  })
})
