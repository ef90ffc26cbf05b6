/**
 * The codes: what is in them, how they are made, how a scanned text is told apart.
 * The twin of `server/swaps/codes.py`; both read `tests/vectors/codes.json`. The forms are final.
 */
import { type Bytes, fromBase41, pack, toBase41, unpack, type Values } from './packing.ts'

/** Signs without look-alikes: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const VERSION = 1
const KEY_ID_BYTES = 10
const STEP_AT = 1 + KEY_ID_BYTES
const TAG_AT = STEP_AT + 4
const STATIC_AT = TAG_AT + 8
const TYPED_SIGNS = 7
const TOKEN_FORM = /^[0-9a-z]{20,40}\/?$/i
const TYPED_FORM = /^([0-9a-z]{4})[ -]([0-9a-z]{4})$/i
const ADDRESS_FORM = /^https?:\/\/([^/?#\s]+)\/(c\/#|b\/|p\/)([^ \t\n\r\f\v]*)$/i
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
export const STEP_SECONDS = 60
export const CODE_LIMIT = 8192

const FIELD_NUMBERS = {
  name: 1, headline: 2, institution: 3, event: 4, version: 5, email: 6, phone: 7, orcid: 8, linkedin: 9, link: 10,
} as const
const TEXT_LIMIT = 200
const FIELD_LIMITS: Partial<Record<FieldName, number>> = { email: 254, phone: 50, orcid: 50, linkedin: 2000, link: 2000 }
/** What an address begins with is known; the code carries the rest. */
const STARTS: Partial<Record<FieldName, string>> = {
  orcid: 'https://orcid.org/', linkedin: 'https://www.linkedin.com/in/', link: 'https://',
}

type FieldName = keyof typeof FIELD_NUMBERS
export type CardFields = Partial<Record<Exclude<FieldName, 'version'>, string>> & { version?: number }

/** A card code as a phone showed it. Only the server can say whether the phone did. */
export interface LiveCode {
  kind: 'live'
  keyId: Bytes
  step: number
  tag: Bytes
  static: Bytes
  /** Empty where the packed card cannot be read. */
  fields: CardFields
}
export type Code =
  | LiveCode
  | { kind: 'badge' | 'poster'; token: string }
  | { kind: 'typed'; code: string }
  /** `ours`: our address, but what follows is damaged or forged. */
  | { kind: 'other'; ours: boolean }

const ascii = (text: string): Bytes => new TextEncoder().encode(text) as Bytes

async function sha256(content: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', content))
}

function joined(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function stepBytes(step: number): Bytes {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, step)
  return bytes
}

/** The ten bytes that name a code secret. */
export async function keyId(secret: Bytes): Promise<Bytes> {
  return (await sha256(joined(ascii('hallway key 1'), secret))).slice(0, KEY_ID_BYTES)
}

/** A key id as text: sixteen signs in base 32. */
export function keyText(key: Uint8Array): string {
  const bits = [...key].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)]).join('')
}

/** The step of a moment, by this phone's clock. */
export const stepAt = (moment: Date): number => Math.floor(moment.getTime() / 1000 / STEP_SECONDS)

/** The eight bytes that prove which phone showed `content` in `step`. */
export async function tagFor(secret: Bytes, step: number, content: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const message = joined(ascii('hallway code 1'), stepBytes(step), await sha256(content))
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, message)).slice(0, STATIC_AT - TAG_AT)
}

/** The packed card: the fields that are given and not empty. */
export function cardStatic(fields: CardFields): Bytes {
  const values: Values = new Map()
  for (const [name, number] of Object.entries(FIELD_NUMBERS)) {
    const value = fields[name as FieldName]
    if (value) values.set(number, typeof value === 'string' ? shortened(name as FieldName, value) : value)
  }
  return pack(values)
}

/** The bytes of a live card code. */
export async function cardCode(secret: Bytes, step: number, content: Bytes): Promise<Bytes> {
  const [key, tag] = await Promise.all([keyId(secret), tagFor(secret, step, content)])
  return joined(Uint8Array.of(VERSION), key, stepBytes(step), tag, content)
}

/** A card code's address in the two segments that QR packs best: bytes, then alphanumeric. */
export const cardSegments = (origin: string, code: Bytes): [string, string] => [`${origin}/c/#`, toBase41(code)]

/** The eight signs under a card code; the check sign shows every wrong sign and every swap of two. */
export function typedCode(key: Uint8Array): string {
  const signs = keyText(key).slice(0, TYPED_SIGNS)
  return signs + ALPHABET[double(evaluate(signs))]
}

/** The typed code that somebody's typing means; undefined where its check fails. */
export function typedCodeIn(text: string): string | undefined {
  const code = tokenKey(text)
  return code.length === TYPED_SIGNS + 1 && evaluate(code) === 0 ? code : undefined
}

/** As it is shown and kept: two groups of four. */
export const inGroups = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/** Tell what was scanned. Never throws: what is not ours is `other`. */
export function parseCode(raw: string, hosts: readonly string[]): Code {
  const other: Code = { kind: 'other', ours: false }
  if (raw.length > CODE_LIMIT || ascii(raw).length > CODE_LIMIT) return other
  const text = raw.trim()
  const groups = TYPED_FORM.exec(text)
  if (groups) {
    const code = typedCodeIn(groups.slice(1).join(''))
    return code ? { kind: 'typed', code } : other
  }
  const [, host, path, rest] = ADDRESS_FORM.exec(text) ?? []
  if (!host || rest === undefined || !hosts.includes(host.toLowerCase())) return other
  const broken: Code = { kind: 'other', ours: true }
  if (path?.toLowerCase() === 'c/#') return liveCodeIn(rest) ?? broken
  const token = TOKEN_FORM.test(rest) ? tokenKey(rest) : ''
  if (token.length < 20) return broken
  return { kind: path?.toLowerCase() === 'b/' ? 'badge' : 'poster', token }
}

/** The card code in the part of its address after #. */
export function liveCodeIn(text: string): LiveCode | undefined {
  if (text.length > CODE_LIMIT) return undefined
  let content: Bytes
  try {
    content = fromBase41(text)
  } catch {
    return undefined
  }
  if (content.length < STATIC_AT || content[0] !== VERSION) return undefined
  return {
    kind: 'live',
    keyId: content.slice(1, STEP_AT),
    step: new DataView(content.buffer).getUint32(STEP_AT),
    tag: content.slice(TAG_AT, STATIC_AT),
    static: content.slice(STATIC_AT),
    fields: fieldsOf(content.slice(STATIC_AT)),
  }
}

function fieldsOf(content: Bytes): CardFields {
  let values: Values
  try {
    values = unpack(content)
  } catch {
    return {}
  }
  const fields: Record<string, string | number> = {}
  for (const [name, number] of Object.entries(FIELD_NUMBERS)) {
    const value = values.get(number)
    if (name === 'version') {
      if (typeof value === 'number') fields[name] = value
    } else if (typeof value === 'string') {
      const text = lengthened(name as FieldName, oneLine(value))
      if (text) fields[name] = text
    }
  }
  return fields
}

function shortened(name: FieldName, value: string): string {
  const start = STARTS[name] ?? ''
  let text = oneLine(value).normalize('NFC')
  if (text.startsWith(start)) text = text.slice(start.length)
  return name === 'orcid' ? text.replaceAll('-', '') : text
}

function lengthened(name: FieldName, text: string): string {
  if (!text || [...text].length > (FIELD_LIMITS[name] ?? TEXT_LIMIT)) return ''
  if (name === 'orcid') text = (text.match(/.{1,4}/gu) ?? []).join('-')
  if (name === 'link' && text.startsWith('http://')) return text
  return (STARTS[name] ?? '') + text
}

const oneLine = (text: string): string => text.replace(CONTROL, ' ').trim()

/** The form tokens are compared in: upper case, look-alikes folded, blanks dropped. */
function tokenKey(text: string): string {
  const folded = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return [...folded].filter((sign) => ALPHABET.includes(sign)).join('')
}

/** Multiply by 2 in the field of 32 elements (x⁵ + x² + 1). */
const double = (value: number): number => (value << 1) ^ (value & 16 ? 0b100101 : 0)

/** The polynomial with these signs as coefficients, the highest first, at 2. */
const evaluate = (signs: string): number =>
  [...signs].reduce((result, sign) => double(result) ^ ALPHABET.indexOf(sign), 0)
