/**
 * How a card is packed into a code: the same bytes as `server/swaps/packing.py`, frozen for ever.
 * Raw deflate of a CBOR map of small whole numbers to texts and whole numbers.
 */
import { deflateSync, inflateSync } from 'fflate'
import { type Bytes, UnreadableCodeError } from './base41.ts'

export type Values = Map<number, string | number>

const UNPACKED_LIMIT = 8192

const WHOLE_NUMBER = 0
const TEXT = 3
const MAP = 5
/** The width in bytes of a number that follows its head, by what the head says. */
const WIDTHS: Record<number, number> = { 24: 1, 25: 2, 26: 4 }

export function pack(values: Values): Bytes {
  const body: number[] = [...head(MAP, values.size)]
  for (const key of [...values.keys()].sort((one, other) => one - other)) {
    const value = values.get(key)!
    body.push(...head(WHOLE_NUMBER, key))
    if (typeof value === 'number') {
      body.push(...head(WHOLE_NUMBER, value))
    } else {
      const text = new TextEncoder().encode(value)
      body.push(...head(TEXT, text.length), ...text)
    }
  }
  return deflateSync(Uint8Array.from(body), { level: 9 }) as Bytes
}

/** What `pack` was given; throws for anything else. */
export function unpack(content: Uint8Array): Values {
  // One byte more than a card may have shows that there was more; the buffer bounds the work.
  const body = inflateSync(content, { out: new Uint8Array(UNPACKED_LIMIT + 1) })
  if (body.length > UNPACKED_LIMIT) throw new UnreadableCodeError('not packed')
  return readValues(body)
}

function head(major: number, number: number): number[] {
  if (number < 24) return [(major << 5) | number]
  const [kind, width] = Object.entries(WIDTHS).find(([, bytes]) => number < 256 ** bytes) ?? []
  if (!width) throw new RangeError('a number in a code has at most 32 bits')
  const bytes = Array.from({ length: width }, (_, place) => Math.floor(number / 256 ** (width - 1 - place)) & 255)
  return [(major << 5) | Number(kind), ...bytes]
}

function readValues(body: Uint8Array): Values {
  let at = 0
  const take = (length: number): Uint8Array => {
    if (at + length > body.length) throw new UnreadableCodeError('cut off')
    at += length
    return body.subarray(at - length, at)
  }
  const readHead = (): [major: number, number: number] => {
    const first = take(1)[0]!
    const kind = first & 31
    if (kind < 24) return [first >> 5, kind]
    const width = WIDTHS[kind]
    if (!width) throw new UnreadableCodeError('not a card')
    return [first >> 5, take(width).reduce((sum, byte) => sum * 256 + byte, 0)]
  }
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const [major, length] = readHead()
  if (major !== MAP) throw new UnreadableCodeError('not a card')
  const values: Values = new Map()
  for (let left = length; left > 0; left--) {
    const [keyMajor, key] = readHead()
    const [valueMajor, value] = readHead()
    if (keyMajor !== WHOLE_NUMBER || (valueMajor !== WHOLE_NUMBER && valueMajor !== TEXT) || values.has(key)) {
      throw new UnreadableCodeError('not a card')
    }
    values.set(key, valueMajor === TEXT ? text.decode(take(value)) : value)
  }
  if (at !== body.length) throw new UnreadableCodeError('more than a card')
  return values
}
