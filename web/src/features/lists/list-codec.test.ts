import { describe, expect, test } from 'vitest'
import { decodeList, encodeList } from './list-codec.ts'

const every = (step: number, count: number): string[] => Array.from({ length: count }, (_, index) => `s${(index + 1) * step}`)

describe('a list in an address', () => {
  test.each([[['s1']], [['s3', 's17', 's2048']], [every(1, 300)], [every(67, 300)], [['s9999999', 's1']]])('is read back as it was, in order of ids', (ids) => {
    const sorted = [...ids].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    expect(decodeList(encodeList(ids))).toEqual(sorted)
  })

  test('names nobody twice, and nothing that is no session', () => {
    expect(decodeList(encodeList(['s2', 's2', 'p4', '', 's0', 's1', '<b>']))).toEqual(['s1', 's2'])
  })

  test('of 300 sessions in a programme of 20,000 stays far below 2,000 signs', () => {
    expect(encodeList(every(66, 300)).length).toBeLessThan(1000)
    expect(encodeList(every(10, 300)).length).toBeLessThan(310)
    expect(encodeList(every(66, 300))).toMatch(/^[\w-]+$/)
  })

  test('that lost its end, or a sign, is known to be damaged', () => {
    const whole = encodeList(every(41, 40))
    for (let length = 0; length < whole.length; length++) expect(decodeList(whole.slice(0, length))).toBeUndefined()
    const damaged = Array.from(whole, (_, at) => `${whole.slice(0, at)}~${whole.slice(at + 1)}`)
    expect(damaged.filter((text) => decodeList(text) !== undefined)).toEqual([])
  })

  test('may be written by hand', () => {
    expect(decodeList('s3,s17')).toEqual(['s3', 's17'])
    expect(decodeList('s12')).toEqual(['s12'])
  })

  test.each(['', '1', 's', 's1,', 's1,<script>', '1__________zz', `s${'9'.repeat(30)}`, '../../etc', every(1, 3001).join(','), '\u0000'])('is only ever ids: %s', (text) => {
    expect(decodeList(text)).toBeUndefined()
  })
})
