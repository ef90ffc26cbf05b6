import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { open } from '../../platform/db.ts'
import type { Row } from '../../platform/db.ts'
import { load } from '../../platform/outbox.ts'
import { outbox, rows } from '../../platform/view.ts'
import { holdingOf, planOf, registerAgendaFolds } from '../programme/agenda.ts'
import { ownsOf } from '../programme/own-items.ts'
import { prepare, type Programme, type Session } from '../programme/programme.ts'
import { type Clash, clashesOf, daysOf, drop, goInstead, keepAll, keepOne, neverFits, plannedDay, wanted } from './plans.ts'

registerAgendaFolds()
beforeEach(async () => {
  for (const store of ['rows', 'outbox', 'settings'] as const) await (await open()).clear(store)
  await load()
})

const at = (time: string, day = '2026-06-09'): string => `${day}T${time}+02:00`

function session(id: string, start: string, end: string, more: Partial<Session> = {}): Session {
  return { id, title: `Session ${id}`, kind: 'talk', start: at(start), end: at(end), ...more }
}

const programmeOf = (sessions: Session[]): Programme => prepare({
  version: 1, event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-11' },
  rooms: [], tracks: [], people: [{ id: 'p1', name: 'Ada Testwell' }, { id: 'p2', name: 'Bo Sampleson' }], sessions,
})

const later = (id: string, start: string, end: string, more: Partial<Session> = {}): Session =>
  ({ ...session(id, start, end, more), start: at(start, '2026-06-10'), end: at(end, '2026-06-10') })

const DAYS = programmeOf([
  session('a', '09:00', '10:00'), session('b', '09:30', '10:30'), session('c', '10:15', '11:00'), session('d', '13:00', '14:00'),
  session('e', '13:30', '14:30', { title: 'Reading an ECG', people: ['p1'] }), later('f', '09:00', '10:00', { title: 'reading  an ecg', people: ['p1'] }),
  later('g', '11:00', '12:00', { title: 'Reading an ECG', people: ['p2'] }), later('h', '09:30', '10:00'),
])

function hold(choices: Record<string, 'going' | 'interested'>, ...more: Row[]): void {
  const starred = Object.entries(choices).map(([id, value]): Row => ({ kind: 'agenda', id: `expo26/${id}`, event: 'expo26', session: id, value }))
  rows.value = [...starred, ...more]
}

const LUNCH: Row = { kind: 'own', id: 'o', event: 'expo26', title: 'Lunch', place: 'Foyer', keep_free: true, starts_at: at('13:45'), ends_at: at('14:45') }
const clashes = (): Clash[] => clashesOf('expo26', holdingOf(DAYS))
const named = (): unknown[] => clashes().map(({ things, pairs }) =>
  [things.map(({ id }) => id), pairs.map(({ one, other, minutes }) => [one.id, other.id, minutes])])
const plans = (...ids: string[]): unknown[] => ids.map((id) => planOf('expo26', id))
const thing = (id: string) => clashes().flatMap(({ things }) => things).find((one) => one.id === id) as NonNullable<Clash['things'][number]>
const clash = (): Clash => clashes()[0] as Clash

describe('what collides', () => {
  test('is in groups: a chain of three is one, what is elsewhere another', () => {
    hold({ a: 'going', b: 'going', c: 'going', d: 'going', e: 'going' })
    expect(named()).toEqual([
      [['a', 'b', 'c'], [['a', 'b', 30], ['b', 'c', 15]]],
      [['d', 'e'], [['d', 'e', 30]]],
    ])
  })

  test('is resolved by keeping one: what is beside it becomes of interest, what is not stays; and back', async () => {
    hold({ a: 'going', b: 'going', c: 'going' })
    const undo = await keepOne('expo26', clash(), thing('a'))
    expect(plans('a', 'b', 'c')).toEqual(['going', 'interested', 'going'])
    expect(clashes()).toEqual([])
    await undo()
    expect(plans('a', 'b', 'c')).toEqual(['going', 'going', 'going'])
    expect(outbox.value).toHaveLength(2)
  })

  test('may be an own item, which goes, or for which a session becomes of interest', async () => {
    hold({ d: 'going' }, LUNCH)
    const before = ownsOf('expo26')
    const undo = await keepOne('expo26', clash(), thing('d'))
    expect(ownsOf('expo26')).toEqual([])
    await undo()
    expect(ownsOf('expo26')).toEqual(before)
    await keepOne('expo26', clash(), thing('o'))
    expect(plans('d')).toEqual(['interested'])
  })

  test('is dropped, and comes back as it was', async () => {
    hold({ d: 'going', e: 'going' }, LUNCH)
    const undo = await drop('expo26', thing('e'))
    expect(plans('d', 'e')).toEqual(['going', null])
    await undo()
    expect(plans('d', 'e')).toEqual(['going', 'going'])
    const back = await drop('expo26', thing('o'))
    expect(ownsOf('expo26')).toEqual([])
    await back()
    expect(ownsOf('expo26')).toMatchObject([{ title: 'Lunch', place: 'Foyer', keepFree: true }])
  })

  test('is kept knowingly, all of it, until that is taken back', async () => {
    hold({ a: 'going', b: 'going', c: 'going' })
    const undo = await keepAll('expo26', clash())
    expect(clashes()).toEqual([])
    expect(plans('a', 'b', 'c')).toEqual(['going', 'going', 'going'])
    await undo()
    expect(named()).toHaveLength(1)
  })
})

describe('what never fits', () => {
  test('is what one is interested in beside what one goes to, with its other time by the same people', async () => {
    hold({ d: 'going', e: 'interested', b: 'interested' })
    expect(neverFits(DAYS).map(({ item, overlaps, instead }) => [item.id, overlaps.map(({ other }) => other.id), instead.map(({ id }) => id)]))
      .toEqual([['e', ['d'], ['f']]])
    const undo = await goInstead('expo26', DAYS.byId.get('e')!, DAYS.byId.get('f')!)
    expect(plans('d', 'e', 'f')).toEqual(['going', null, 'going'])
    await undo()
    expect(plans('d', 'e', 'f')).toEqual(['going', 'interested', null])
  })

  test('has no other time where that is taken too', () => {
    hold({ d: 'going', e: 'interested', h: 'going' })
    expect(neverFits(DAYS).map(({ instead }) => instead)).toEqual([[]])
  })
})

describe('a day of the plan', () => {
  test('has what fits free time within it, and nothing twice', () => {
    hold({ a: 'going', d: 'going', c: 'interested', b: 'interested' })
    const { line, going } = plannedDay(DAYS, '2026-06-09', new Date(0))
    expect(line.map((slot) => (slot.kind === 'free' ? wanted('expo26', slot).map(({ id }) => id) : slot.item.id))).toEqual(['a', 'b', ['c'], 'd', []])
    expect(going).toBe(2)
  })

  test('keeps what was, and offers no time that has passed', () => {
    hold({ a: 'going', d: 'going' })
    const shown = (time: string) => plannedDay(DAYS, '2026-06-09', new Date(at(time))).line.map((slot) => (slot.kind === 'free' ? slot.minutes : slot.item.id))
    expect(shown('12:00')).toEqual(['a', 60, 'd', 30])
    expect(shown('20:00')).toEqual(['a', 'd'])
  })

  test('stands in order of time though what began first is not over yet', () => {
    hold({ c: 'going' }, { ...LUNCH, starts_at: at('08:00'), ends_at: at('18:00') })
    const { line } = plannedDay(DAYS, '2026-06-09', new Date(at('12:00')))
    expect(line.flatMap((slot) => (slot.kind === 'free' ? [] : [slot.item.id]))).toEqual(['o', 'c'])
  })

  test('is there for what one plans before or after the programme', () => {
    hold({}, { ...LUNCH, starts_at: at('18:00', '2026-06-08'), ends_at: at('20:00', '2026-06-08') })
    expect(daysOf(DAYS)).toEqual(['2026-06-08', '2026-06-09', '2026-06-10'])
    expect(plannedDay(DAYS, '2026-06-08', new Date(0)).line.map((slot) => slot.kind)).toEqual(['own'])
  })
})
