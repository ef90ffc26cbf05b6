/**
 * How our codes look and what names are in them, without what a card says: enough to know whom a code
 * is of. `codes` reads the rest. The forms are final.
 */
import { type Bytes, fromBase41 } from './base41.ts'

/** Signs without look-alikes: no I, L, O, U. */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const VERSION = 1
export const KEY_ID_BYTES = 10
const STEP_AT = 1 + KEY_ID_BYTES
export const TAG_AT = STEP_AT + 4
export const STATIC_AT = TAG_AT + 8
export const TYPED_SIGNS = 7
const TOKEN_FORM = /^[0-9a-z]{20,40}\/?$/i
const TYPED_FORM = /^([0-9a-z]{4})[ -]([0-9a-z]{4})$/i
const ADDRESS_FORM = /^https?:\/\/([^/?#\s]+)\/(c\/#|b\/|p\/)([^ \t\n\r\f\v]*)$/i
export const CODE_LIMIT = 8192

/** A card code as a phone showed it; `static` is the packed card. */
export interface LiveForm {
  kind: 'live'
  keyId: Bytes
  step: number
  tag: Bytes
  static: Bytes
}
export type CodeForm =
  | LiveForm
  | { kind: 'badge' | 'poster'; token: string }
  | { kind: 'typed'; code: string }
  /** `ours`: our address, but what follows is damaged or forged. */
  | { kind: 'other'; ours: boolean }

/** A key id as text: sixteen signs in base 32. */
export function keyText(key: Uint8Array): string {
  const bits = [...key].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)]).join('')
}

/** The typed code that somebody's typing means; undefined where its check fails. */
export function typedCodeIn(text: string): string | undefined {
  const code = tokenKey(text)
  return code.length === TYPED_SIGNS + 1 && evaluate(code) === 0 ? code : undefined
}

/** Tell what was scanned. Never throws: what is not ours is `other`. */
export function parseForm(raw: string, hosts: readonly string[]): CodeForm {
  const other: CodeForm = { kind: 'other', ours: false }
  if (raw.length > CODE_LIMIT || new TextEncoder().encode(raw).length > CODE_LIMIT) return other
  const text = raw.trim()
  const groups = TYPED_FORM.exec(text)
  if (groups) {
    const code = typedCodeIn(groups.slice(1).join(''))
    return code ? { kind: 'typed', code } : other
  }
  const [, host, path, rest] = ADDRESS_FORM.exec(text) ?? []
  if (!host || rest === undefined || !hosts.includes(host.toLowerCase())) return other
  const broken: CodeForm = { kind: 'other', ours: true }
  if (path?.toLowerCase() === 'c/#') return liveFormIn(rest) ?? broken
  const token = TOKEN_FORM.test(rest) ? tokenKey(rest) : ''
  if (token.length < 20) return broken
  return { kind: path?.toLowerCase() === 'b/' ? 'badge' : 'poster', token }
}

/** The card code in the part of its address after #. */
export function liveFormIn(text: string): LiveForm | undefined {
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
  }
}

/** The form tokens are compared in: upper case, look-alikes folded, blanks dropped. */
function tokenKey(text: string): string {
  const folded = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return [...folded].filter((sign) => ALPHABET.includes(sign)).join('')
}

/** Multiply by 2 in the field of 32 elements (x⁵ + x² + 1). */
export const double = (value: number): number => (value << 1) ^ (value & 16 ? 0b100101 : 0)

/** The polynomial with these signs as coefficients, the highest first, at 2. */
export const evaluate = (signs: string): number =>
  [...signs].reduce((result, sign) => double(result) ^ ALPHABET.indexOf(sign), 0)
