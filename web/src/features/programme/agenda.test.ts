import { describe, expect, test } from 'vitest'
import type { Entry, Row } from '../../platform/db.ts'
import { outbox, rows, view } from '../../platform/view.ts'
import { dayLine, holdingOf, openOverlapsOf, overlapsOf, planned, reachedWithin, registerAgendaFolds } from './agenda.ts'
import { listed } from './listing.ts'
import { isKept, ownsOf } from './own-items.ts'
import { prepare, type Programme, type ProgrammeIndex, type Session } from './programme.ts'
import { isSlight, lateFor, walkMinutes } from './walking.ts'

registerAgendaFolds()

const at = (time: string, day = '2026-06-09'): string => `${day}T${time}+02:00`

function session(id: string, start: string, end: string, more: Partial<Session> = {}): Session {
  return { id, title: `Session ${id}`, kind: 'talk', start: at(start), end: at(end), ...more }
}

function programmeOf(sessions: Session[], event: Partial<ProgrammeIndex['event']> = {}): Programme {
  return prepare({
    version: 1,
    event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-11', ...event },
    rooms: [{ id: 'r1', name: 'Aula' }, { id: 'r2', name: 'Room 7' }, { id: 'r3', name: 'Foyer' }], tracks: [], people: [], sessions,
  })
}

type Choice = [string, 'going' | 'interested']

const starred = (choices: Choice[]): Row[] =>
  choices.map(([id, value]): Row => ({ kind: 'agenda', id: `expo26/${id}`, event: 'expo26', session: id, value }))

const own = (id: string, start: string, end: string, more: Partial<Row> = {}): Row => ({
  kind: 'own', id, event: 'expo26', title: `Own ${id}`, place: null, keep_free: false, starts_at: new Date(at(start)).toISOString(),
  ends_at: new Date(at(end)).toISOString(), ...more,
})

function hold(choices: Choice[], more: Row[] = [], entries: Partial<Entry>[] = []): void {
  rows.value = [...starred(choices), ...more]
  outbox.value = entries.map((entry, seq) => ({ seq, id: `e${seq}`, v: 1, at: '', zone: 'UTC', state: 'pending', ...entry }) as Entry)
}

const line = (programme: Programme, from = new Date(0), day = '2026-06-09') => dayLine(programme, day, from, view.value)
const shown = (programme: Programme, from?: Date, day?: string): unknown[] =>
  line(programme, from, day).map((slot) => (slot.kind === 'free' ? slot.minutes : slot.item.id))
const free = (programme: Programme) => line(programme).filter((slot) => slot.kind === 'free')
const item = (programme: Programme, id: string) => programme.byId.get(id) as NonNullable<ReturnType<Programme['byId']['get']>>
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id)

describe('overlaps', () => {
  const one = programmeOf([
    session('a', '09:00', '10:00'), session('b', '09:59', '10:30'), session('c', '10:00', '11:00'), session('d', '09:30', '10:30'),
  ])

  test('begin with one minute, and what touches is none', () => {
    expect(overlapsOf(item(one, 'a'), [item(one, 'b')]).map(({ minutes }) => minutes)).toEqual([1])
    expect(overlapsOf(item(one, 'a'), [item(one, 'c')])).toEqual([])
  })

  test('of three are named on each', () => {
    hold([['a', 'going'], ['b', 'going'], ['d', 'going']])
    const found = line(one).flatMap((slot) => (slot.kind === 'session' ? [[slot.item.id, ids(slot.overlaps.map(({ other }) => other))]] : []))
    expect(found).toEqual([['a', ['d', 'b']], ['d', ['a', 'b']], ['b', ['a', 'd']]])
  })

  test('cross midnight, and are counted through a change of the clocks', () => {
    const night = programmeOf([
      { ...session('a', '', ''), start: at('23:00'), end: at('01:30', '2026-06-10') },
      { ...session('b', '', ''), start: at('01:00', '2026-06-10'), end: at('02:00', '2026-06-10') },
      // The night on which clocks in Berlin go back: three hours pass from 01:30 to 03:30.
      { ...session('c', '', ''), start: '2026-10-25T01:30+02:00', end: '2026-10-25T03:30+01:00' },
      { ...session('d', '', ''), start: '2026-10-25T02:30+01:00', end: '2026-10-25T05:00+01:00' },
    ])
    expect(overlapsOf(item(night, 'a'), [item(night, 'b')]).map(({ minutes }) => minutes)).toEqual([30])
    expect(overlapsOf(item(night, 'c'), [item(night, 'd')]).map(({ minutes }) => minutes)).toEqual([60])
    hold([['a', 'going'], ['b', 'going']])
    expect(shown(night, undefined, '2026-06-10')).toEqual(['b'])
    expect(line(night, undefined, '2026-06-10')[0]).toMatchObject({ overlaps: [{ minutes: 30 }] })
  })

  test('posters are together with their session and beside each other', () => {
    const posters = programmeOf([
      session('p', '09:00', '11:00', { kind: 'poster-session' }), session('x', '09:00', '11:00', { kind: 'poster', within: 'p' }),
      session('y', '09:00', '11:00', { kind: 'poster', within: 'p' }), session('t', '10:30', '11:30'),
    ])
    hold([['p', 'going'], ['x', 'going'], ['y', 'going'], ['t', 'going']])
    const named = line(posters).flatMap((slot) => (slot.kind === 'session' ? [ids(slot.overlaps.map(({ other }) => other))] : []))
    expect(named).toEqual([['t'], ['t'], ['t'], ['p', 'x', 'y']])
  })

  test('are quiet once both are kept, and named again when they grow', () => {
    hold([['a', 'going'], ['d', 'going']], [{ kind: 'overlap', id: 'expo26/a/d', event: 'expo26', minutes: 30 }])
    expect(openOverlapsOf('expo26', item(one, 'a'), holdingOf(one))).toEqual([])
    expect([isKept('expo26', 'd', 'a', 30), isKept('expo26', 'd', 'a', 31)]).toEqual([true, false])
    hold([], [], [{ kind: 'overlap.keep', body: { event: 'expo26', one: 'd', other: 'a', minutes: 20 } }])
    expect(isKept('expo26', 'a', 'd', 20)).toBe(true)
    hold([], [{ kind: 'overlap', id: 'expo26/a/d', minutes: 30 }], [{ kind: 'overlap.keep', body: { event: 'expo26', one: 'a', other: 'd', minutes: null } }])
    expect(isKept('expo26', 'a', 'd', 1)).toBe(false)
  })
})

describe('walking', () => {
  const [r1, r2, r3] = [{ rooms: ['r1'] }, { rooms: ['r2'] }, { rooms: ['r3'] }]
  const rooms = programmeOf([
    session('a', '09:00', '10:00', r1), session('b', '10:06', '11:00', r2), session('c', '11:00', '12:00', r3),
    session('d', '12:00', '13:00', r3), session('e', '13:00', '14:00'), session('f', '14:00', '15:00', { rooms: ['r1', 'r3'] }),
  ], { walks: [['r1', 'r2', 10]], walk_minutes: 4 })
  const between = (one: string, other: string): number => walkMinutes(rooms, item(rooms, one), item(rooms, other))

  test('takes what is known of a pair, else the usual, and nothing where a room is unknown or the same', () => {
    expect([between('a', 'b'), between('b', 'a'), between('b', 'c'), between('c', 'd'), between('d', 'e'), between('c', 'f'), between('b', 'f')])
      .toEqual([10, 10, 4, 0, 0, 0, 4])
    const plain = programmeOf([session('a', '09:00', '10:00', r1), session('b', '10:00', '11:00', r2)])
    expect(walkMinutes(plain, item(plain, 'a'), item(plain, 'b'))).toBe(5)
  })

  test('says how late one will be, from the last thing before', () => {
    hold([['a', 'going'], ['b', 'going'], ['c', 'going']])
    expect(lateFor(rooms, item(rooms, 'b'), holdingOf(rooms))).toMatchObject({ walk: 10, between: 6, minutes: 4, from: { id: 'a' } })
    expect(lateFor(rooms, item(rooms, 'c'), holdingOf(rooms))).toMatchObject({ walk: 4, between: 0, minutes: 4, from: { id: 'b' } })
    expect(lateFor(rooms, item(rooms, 'a'), holdingOf(rooms))).toBeUndefined()
    expect(line(rooms).map((slot) => slot.kind === 'session' && slot.late?.minutes)).toEqual([undefined, 4, 4, false])
  })

  test('is no alarm at a usual walk between two that touch', () => {
    const slight = (between: number, minutes: number): boolean => isSlight({ from: item(rooms, 'a'), walk: between + minutes, between, minutes })
    expect([slight(0, 4), slight(0, 5), slight(0, 6), slight(1, 4)]).toEqual([true, true, false, false])
  })

  test('is from what ends last; of two that end together, from the one further away', () => {
    const day = programmeOf([
      session('a', '09:00', '10:00', r1), session('b', '09:10', '09:55', r2), session('c', '09:30', '10:00', r2), session('z', '10:02', '11:00', r1),
    ], { walks: [['r1', 'r2', 10]] })
    hold([['a', 'going'], ['b', 'going'], ['z', 'going']])
    expect(lateFor(day, item(day, 'z'), holdingOf(day))).toBeUndefined()
    hold([['a', 'going'], ['c', 'going'], ['z', 'going']])
    expect(lateFor(day, item(day, 'z'), holdingOf(day))).toMatchObject({ from: { id: 'c' }, minutes: 8 })
  })

  test('an own item in between, or enough time, is no hurry', () => {
    hold([['a', 'going'], ['b', 'going']], [own('o', '10:00', '10:06')])
    expect(lateFor(rooms, item(rooms, 'b'), holdingOf(rooms))).toBeUndefined()
    hold([['a', 'going'], ['c', 'going']])
    expect(lateFor(rooms, item(rooms, 'c'), holdingOf(rooms))).toBeUndefined()
  })

  test('shortens what fits; what one is interested in is offered all the same, as tight', () => {
    const gap = programmeOf([
      session('a', '09:00', '10:00', r1), session('near', '10:00', '10:30', r1), session('far', '10:00', '10:40', r2), session('later', '10:10', '10:55', r2),
      session('wanted', '10:05', '10:50', r2), session('z', '11:00', '12:00', r1),
    ], { walks: [['r1', 'r2', 10]] })
    hold([['a', 'going'], ['z', 'going'], ['wanted', 'interested']])
    expect(free(gap).map(({ fits, tight }) => [ids(fits), ids(tight)])).toEqual([[['near'], ['wanted']]])
  })
})

test('what is listed for free time is what was said to fit', () => {
  const [r1, r2] = [{ rooms: ['r1'] }, { rooms: ['r2'] }]
  const day = programmeOf([
    session('a', '09:00', '10:00', r1), session('b', '10:05', '10:30', r2), session('c', '10:00', '10:30', r2), session('d', '10:30', '11:00', r1),
    session('meal', '11:00', '12:00', { kind: 'meal', rooms: ['r2'] }), session('z', '12:00', '13:00', r1),
  ])
  hold([['a', 'going'], ['z', 'going']])
  // Nobody is late for lunch: `d` ends when it begins, in another room.
  const [gap] = free(day)
  expect(ids(gap?.fits ?? [])).toEqual(['b', 'd'])
  const within = { from: gap!.start, to: gap!.end, reached: reachedWithin(day, gap!.start.getTime(), gap!.end.getTime()) }
  expect(ids(listed(day, { day: '2026-06-09', saved: false, kinds: [], tracks: [], rooms: [], languages: [], within }, () => null))).toEqual(['b', 'd'])
})

describe('own items', () => {
  const day = programmeOf([session('a', '09:00', '10:00'), session('b', '10:30', '11:00'), session('c', '13:00', '14:00')])

  test('hold their time, stand on the line, and overlap like a session', () => {
    hold([['a', 'going']], [own('o', '09:45', '11:30', { keep_free: true })])
    expect(shown(day)).toEqual(['a', 'o', 150])
    expect(line(day).map((slot) => slot.kind !== 'free' && slot.overlaps.map(({ minutes }) => minutes))).toEqual([[15], [15], false])
  })

  test('that keep a part of a session free leave it out of what fits', () => {
    hold([], [own('o', '10:45', '11:30', { keep_free: true })])
    expect(free(day).map(({ fits }) => ids(fits))).toEqual([['a'], ['c']])
  })

  test('of several days are on each of them', () => {
    const days = programmeOf([session('a', '09:00', '10:00'), { ...session('b', '', ''), start: at('09:00', '2026-06-10'), end: at('10:00', '2026-06-10') }])
    hold([], [{ ...own('o', '22:00', '23:00'), ends_at: new Date(at('00:00', '2026-06-11')).toISOString() }])
    expect(['2026-06-09', '2026-06-10', '2026-06-11'].map((date) => shown(days, undefined, date))).toEqual([[60, 'o'], ['o'], []])
    hold([], [{ ...own('o', '22:00', '23:00'), ends_at: new Date(at('01:00', '2026-06-10')).toISOString() }])
    expect(shown(days, undefined, '2026-06-10')).toEqual([60])
  })

  test('are shown once they are whole, changed by what is waiting, and gone when removed', () => {
    hold([], [{ kind: 'own', id: 'half', event: 'expo26', title: 'Lunch' }])
    expect(ownsOf('expo26')).toEqual([])
    const times = { starts_at: at('12:00'), ends_at: at('13:00') }
    hold([], [own('o', '10:00', '11:00', { place: 'Foyer' })], [
      { kind: 'own.set', body: { event: 'expo26', own: 'n', title: 'Rest', ...times, keep_free: true } },
      { kind: 'own.set', body: { event: 'expo26', own: 'o', title: 'Lunch' } },
      { kind: 'own.set', body: { event: 'expo26', own: 'n', title: 'Refused' }, state: 'refused' },
    ])
    expect(ownsOf('expo26').map(({ id, title, place, keepFree }) => [id, title, place, keepFree]))
      .toEqual([['o', 'Lunch', 'Foyer', false], ['n', 'Rest', undefined, true]])
    hold([], [own('o', '10:00', '11:00')], [{ kind: 'own.set', body: { event: 'expo26', own: 'o', gone: true } }])
    expect(ownsOf('expo26')).toEqual([])
    expect(ownsOf('other')).toEqual([])
  })
})

describe('free time', () => {
  test('is whole minutes, and a short pause is none', () => {
    const day = programmeOf([session('a', '09:00', '10:00'), session('b', '10:14', '11:00'), session('c', '11:15', '12:00')])
    hold([['a', 'going'], ['b', 'going'], ['c', 'going']])
    expect(shown(day)).toEqual(['a', 'b', 15, 'c'])
  })

  test('offers what one is interested in first, posters too, and nothing one goes to', () => {
    const day = programmeOf([
      session('a', '09:00', '10:00'), session('b', '10:00', '10:30'), session('p', '10:00', '11:00', { kind: 'poster-session' }),
      session('x', '10:00', '11:00', { kind: 'poster', within: 'p' }), session('y', '10:00', '11:00', { kind: 'poster', within: 'p' }),
      session('off', '10:00', '10:30', { cancelled: true }), session('z', '11:00', '12:00'),
    ])
    hold([['a', 'going'], ['z', 'going'], ['x', 'interested']])
    expect(free(day).map(({ fits }) => ids(fits))).toEqual([['x', 'b', 'p']])
  })

  test('runs on where what one went to left the programme; it stays on the line, marked', () => {
    const sessions = [session('a', '09:00', '10:00'), session('c', '11:00', '12:00'), session('b', '10:00', '11:00', { cancelled: true })]
    const day = programmeOf(sessions)
    hold([['a', 'going'], ['b', 'going'], ['c', 'going']])
    expect(shown(day)).toEqual(['a', 60, 'b', 'c'])
    expect(ids(planned(day).map((mine) => mine.item))).toEqual(['a', 'b', 'c'])
  })

  test('runs on where it was taken out of the programme, which stays on the line too', () => {
    const day = programmeOf([session('a', '09:00', '10:00'), session('c', '11:00', '12:00'), session('b', '10:00', '11:00', { removed: true }), session('d', '10:30', '11:30')])
    hold([['a', 'going'], ['b', 'going'], ['d', 'going']])
    expect(shown(day)).toEqual(['a', 30, 'b', 'd', 30])
    expect(line(day).map((slot) => slot.kind !== 'free' && slot.overlaps.length)).toEqual([0, false, 0, 0, false])
    expect(ids(holdingOf(day))).toEqual(['a', 'd'])
  })

  test('of 60 planned in 3,000 sessions looks at each day once', () => {
    let looked = 0
    const sessions = Array.from({ length: 3000 }, (_, index) =>
      session(`s${index}`, `${String(8 + (index % 10)).padStart(2, '0')}:00`, `${String(9 + (index % 10)).padStart(2, '0')}:00`))
    const large = programmeOf(sessions)
    for (const one of large.items) {
      const { start } = one
      Object.defineProperty(one, 'start', { get: () => { looked++; return start } })
    }
    hold(sessions.slice(0, 60).map(({ id }): Choice => [id, 'going']))
    line(large)
    expect(looked).toBeLessThan(200_000)
  })
})
