import { expect, test } from 'vitest'
import { compareBoards, isBoard, mayBeBoard } from './boards.ts'

test('boards are in the order of the hall', () => {
  const shuffled = ['W.003', 'P10', '12a', 'A-12', 'P2', '12', 'A2', 'W.12', 'P-2b', '3', 'A-3', 'B1', '1.10', '1.2', 'P0011']
  expect(shuffled.toSorted(compareBoards)).toEqual(['1.2', '1.10', '3', '12', '12a', 'A2', 'A-3', 'A-12', 'B1', 'P2', 'P-2b', 'P10', 'P0011', 'W.003', 'W.12'])
})

test.each([
  ['P-114', '114', true], ['P-114', 'p114', true], ['P-114', 'P 114', true], ['P-114', '14', false], ['P-114', '11', false],
  ['W.003', '3', true], ['W.003', '003', true], ['12a', '12a', true], ['12a', '12', false], ['12', '', false], ['1.10', '10', true],
])('board %s for %s: %s', (board, typed, expected) => {
  expect(isBoard(board, typed)).toBe(expected)
})

test.each([['P-114', '11', true], ['P-114', 'p1', true], ['W.003', '3', true], ['P-114', '14', false], ['P-114', '-', false]])('board %s may be meant by %s: %s', (board, typed, expected) => {
  expect(mayBeBoard(board, typed)).toBe(expected)
})
