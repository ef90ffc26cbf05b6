/**
 * The codes: what is in them, how they are made, how a scanned text is told apart.
 * The twin of `server/swaps/codes.py`; both read `tests/vectors/codes.json`. The forms are final.
 */
import { type Bytes, toBase41 } from './base41.ts'
import { ALPHABET, type CodeForm, double, evaluate, KEY_ID_BYTES, keyText, type LiveForm, liveFormIn, parseForm, STATIC_AT, TAG_AT, TYPED_SIGNS, VERSION } from './code-forms.ts'
import { pack, unpack, type Values } from './packing.ts'

export { CODE_LIMIT, keyText, typedCodeIn } from './code-forms.ts'

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
export const STEP_SECONDS = 60

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

/** A card code as a phone showed it, with what it says. Only the server can say whether the phone did. */
export interface LiveCode extends LiveForm {
  /** Empty where the packed card cannot be read. */
  fields: CardFields
}
export type Code = LiveCode | Exclude<CodeForm, LiveForm>

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

/** As it is shown and kept: two groups of four. */
export const inGroups = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/** Tell what was scanned. Never throws: what is not ours is `other`. */
export function parseCode(raw: string, hosts: readonly string[]): Code {
  const form = parseForm(raw, hosts)
  return form.kind === 'live' ? withFields(form) : form
}

/** The card code in the part of its address after #. */
export function liveCodeIn(text: string): LiveCode | undefined {
  const form = liveFormIn(text)
  return form && withFields(form)
}

const withFields = (form: LiveForm): LiveCode => ({ ...form, fields: fieldsOf(form.static) })

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
