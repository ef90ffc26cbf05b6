import { describe, expect, test } from 'vitest'
import { prepare, type Session } from '../programme/programme.ts'
import { areNumbered, hallsOf, type Marks, nextOf, postersAt, walkOf } from './walks.ts'

const at = (hour: number): string => `2026-06-09T${String(hour).padStart(2, '0')}:00+02:00`
const poster = (id: string, board: string | undefined, within?: string): Session =>
  ({ id, title: `Poster ${id}`, kind: 'poster', start: at(within === 's2' ? 14 : 9), end: at(16), ...(board ? { board } : {}), ...(within ? { within } : {}) })

const programme = prepare({
  version: 1,
  event: { slug: 'expo26', name: 'Expo', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-09' },
  rooms: [], tracks: [], people: [],
  sessions: [
    { id: 's2', title: 'Afternoon', kind: 'poster-session', start: at(14), end: at(16) },
    { id: 's1', title: 'Morning', kind: 'poster-session', start: at(9), end: at(11) },
    poster('p1', 'P-10', 's1'), poster('p2', 'P-2', 's1'), poster('p3', 'P-114', 's1'), poster('p4', undefined, 's1'), poster('p5', 'P-3', 's2'),
  ],
})
const halls = hallsOf(programme)
const ids = (items: { id: string }[]): string[] => items.map(({ id }) => id)

function marks(saved: string[], visited: Record<string, number> = {}, again: string[] = []): Marks {
  return {
    isSaved: (id) => saved.includes(id), wantsAgain: (id) => again.includes(id),
    visitedAt: (id) => (id in visited ? new Date(Date.UTC(2026, 5, 9, 8, visited[id])) : undefined),
  }
}

test('halls are in order of time, their posters in order of boards, what has none last', () => {
  expect(halls.map(({ session, posters }) => [session?.title, ids(posters)])).toEqual([['Morning', ['p2', 'p1', 'p3', 'p4']], ['Afternoon', ['p5']]])
})

test('posters without a session are a hall of their own', () => {
  const loose = prepare({ version: 1, event: programme.event, rooms: [], tracks: [], people: [], sessions: [poster('p2', '2'), poster('p1', '1')] })
  expect(hallsOf(loose).map(({ session, posters }) => [session, ids(posters)])).toEqual([[undefined, ['p1', 'p2']]])
})

describe('my walk', () => {
  const walk = (of: Marks) => walkOf(halls, of).flatMap((hall) => hall.posters)

  test('has what I saved or want to come back to, in the order of the boards', () => {
    expect(ids(walk(marks(['p3', 'p2', 'p5'], {}, ['p1'])))).toEqual(['p2', 'p1', 'p3', 'p5'])
  })

  test('leads on from where I was last, then to what I passed, then back', () => {
    const next = (of: Marks) => {
      const found = nextOf(walk(of), of)
      return found && [found.poster.id, found.again]
    }
    expect(next(marks(['p2', 'p1', 'p3']))).toEqual(['p2', false])
    expect(next(marks(['p2', 'p1', 'p3'], { p1: 5 }))).toEqual(['p3', false])
    expect(next(marks(['p2', 'p1', 'p3'], { p1: 5, p3: 6 }))).toEqual(['p2', false])
    expect(next(marks(['p2', 'p1'], { p2: 7, p1: 6 }, ['p1']))).toEqual(['p1', true])
    expect(next(marks(['p2', 'p1'], { p2: 7, p1: 6 }))).toBeUndefined()
  })
})

test('what left the programme stays on the walk of who had it, and is nowhere to go', () => {
  const gone = prepare({ version: 2, event: programme.event, rooms: [], tracks: [], people: [], sessions: [poster('p1', '1'), { ...poster('p2', '2'), removed: true }, { ...poster('p3', '3'), cancelled: true }] })
  const of = marks(['p1', 'p2', 'p3'], { p1: 5 })
  const walk = walkOf(hallsOf(gone, gone.removed), of).flatMap((hall) => hall.posters)
  expect(ids(walk)).toEqual(['p1', 'p2', 'p3'])
  expect(nextOf(walk, of)).toBeUndefined()
  expect(hallsOf(gone).map(({ posters }) => ids(posters))).toEqual([['p1', 'p3']])
})

describe('a number', () => {
  const all = halls.flatMap((hall) => hall.posters)

  test('is a board, else the beginning of some', () => {
    expect(ids(postersAt(all, '114'))).toEqual(['p3'])
    expect(ids(postersAt(all, '1'))).toEqual(['p1', 'p3'])
    expect(ids(postersAt(all, 'P-2'))).toEqual(['p2'])
    expect(postersAt(all, '99')).toEqual([])
  })

  test('will do where digits name every board', () => {
    expect(areNumbered(all)).toBe(true)
    expect(areNumbered(prepare({ version: 1, event: programme.event, rooms: [], tracks: [], people: [], sessions: [poster('a', 'A-1'), poster('b', 'B-1')] }).items)).toBe(false)
  })
})
