import { readFileSync } from 'node:fs'
import { correction, generate, mode } from 'lean-qr'
import { describe, expect, test } from 'vitest'
import {
  cardCode, cardSegments, cardStatic, type CardFields, inGroups, keyId, keyText, parseCode, tagFor, typedCode, typedCodeIn,
} from './codes.ts'
import { type Bytes, fromBase41, toBase41 } from './base41.ts'
import { pack } from './packing.ts'

interface Card {
  secret: string; key_id: string; key_text: string; typed: string; step: number; static: string; tag: string
  fields: CardFields; text: string
}
interface Vectors {
  host: string
  base41: { hex: string; text: string }[]
  not_base41: string[]
  faces: Card[]
  full: Card[]
  every: Card
  parsed: ({ text: string; kind: string } & Record<string, unknown>)[]
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../../tests/vectors/codes.json', import.meta.url), 'utf8'),
) as Vectors
const bytes = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16))
const hex = (content: Uint8Array): string => [...content].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const cards = [...vectors.faces, ...vectors.full, vectors.every]

test.each(vectors.base41)('base41 of $hex is $text, and back', ({ hex: content, text }) => {
  expect(toBase41(bytes(content))).toBe(text)
  expect(hex(fromBase41(text))).toBe(content)
})

test.each(vectors.not_base41)('%s is no base41', (text) => {
  expect(() => fromBase41(text)).toThrow()
})

describe.each(cards)('the card of $fields.name', (card) => {
  test('has the key id, typed code and tag that the server makes', async () => {
    const key = await keyId(bytes(card.secret))
    expect(hex(key)).toBe(card.key_id)
    expect(keyText(key)).toBe(card.key_text)
    expect(typedCode(key)).toBe(card.typed)
    expect(hex(await tagFor(bytes(card.secret), card.step, bytes(card.static)))).toBe(card.tag)
  })

  test('reads back from its text', () => {
    const code = parseCode(card.text, [vectors.host])
    expect(code.kind === 'live' && code.fields).toEqual(card.fields)
  })

  test('made here reads back to the same fields', async () => {
    const made = await cardCode(bytes(card.secret), card.step, cardStatic(card.fields))
    const code = parseCode(cardSegments(`https://${vectors.host}`, made).join(''), [vectors.host])
    expect(code.kind === 'live' && code.fields).toEqual(card.fields)
  })
})

test.each(vectors.parsed)('$kind: $text', ({ text, ...expected }) => {
  const code = parseCode(text, [vectors.host])
  const seen = code.kind === 'live'
    ? { kind: code.kind, key_id: hex(code.keyId), step: code.step, tag: hex(code.tag), static: hex(code.static), fields: code.fields }
    : code
  expect(seen).toEqual(expected)
})

test('a code that unfolds without end, or holds something else, is a code without a face', async () => {
  const bomb = pack(new Map([[1, 'x'.repeat(60_000)]]))
  for (const content of [bomb, bytes('ffff'), bytes('03'), pack(new Map([[1, 'a\r\nb'], [3, 'x'.repeat(201)]]))]) {
    const text = toBase41(await cardCode(new Uint8Array(32), 1, content))
    const code = parseCode(`https://${vectors.host}/c/#${text}`, [vectors.host])
    expect(code.kind === 'live' && code.fields.institution).toBeUndefined()
    expect(code.kind === 'live' && [undefined, 'a b'].includes(code.fields.name)).toBe(true)
  }
})

test('typing forgives blanks, case and look-alikes, and nothing else', () => {
  const code = vectors.faces[0]!.typed
  expect(typedCodeIn(` ${inGroups(code).toLowerCase()} `)).toBe(code)
  expect(typedCodeIn('ooooOOOO')).toBe('00000000')
  expect(typedCodeIn(code[1]! + code[0]! + code.slice(2))).toBeUndefined()
  expect(typedCodeIn(code.slice(1))).toBeUndefined()
})

const median = (numbers: number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

async function versions(made: Card[]): Promise<number[]> {
  return Promise.all(made.map(async (card) => {
    const code = await cardCode(bytes(card.secret), card.step, cardStatic(card.fields))
    const [start, rest] = cardSegments(`https://${vectors.host}`, code)
    const symbol = generate(mode.multi(mode.ascii(start), mode.alphaNumeric(rest)), {
      minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M,
    })
    return (symbol.size - 17) / 4
  }))
}

test('the codes that this app draws stay as small as promised', async () => {
  const faces = await versions(vectors.faces)
  const full = await versions(vectors.full)
  expect(median(faces)).toBeLessThanOrEqual(8)
  expect(Math.max(...faces)).toBeLessThanOrEqual(12)
  expect(median(full)).toBeLessThanOrEqual(9)
  expect(Math.max(...full)).toBeLessThanOrEqual(13)
})
