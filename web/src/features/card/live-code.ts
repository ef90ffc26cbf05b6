/** My live code: made on this phone, another each minute by its own clock, with or without a network. */
import { clock } from '../../platform/clock.ts'
import { cardCode, cardSegments, cardStatic, type CardFields as CodeFields, inGroups, keyId, STEP_SECONDS, stepAt, typedCode } from './codes.ts'
import type { CardFields } from './my-card.ts'
import type { Bytes } from './base41.ts'

/** What may be put into the code itself by a tap, for a hall without network. */
export type Extra = 'email' | 'link'

/** What the code carries: the badge's face, and what was added. */
export function codeFields(card: CardFields, extras: readonly Extra[], event: string | null, version: number): CodeFields {
  const text = (name: string): string => (typeof card[name] === 'string' ? (card[name] as string) : '')
  const fields: Record<string, string | number> = {
    name: text('name'), headline: text('headline') || text('level'), institution: text('institution'), event: event ?? '', version,
  }
  if (extras.includes('email')) fields['email'] = text('email')
  if (extras.includes('link')) Object.assign(fields, firstLink(card))
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as CodeFields
}

/** One link: each costs the code a size. */
function firstLink(card: CardFields): Record<string, string> {
  if (typeof card['linkedin'] === 'string' && card['linkedin']) return { linkedin: card['linkedin'] }
  if (typeof card['orcid'] === 'string' && card['orcid']) return { orcid: card['orcid'] }
  const link = (card['links'] as string[] | undefined)?.[0]
  return link ? { link } : {}
}

export const hasLink = (card: CardFields): boolean => Object.keys(firstLink(card)).length > 0

export interface Shown {
  /** The two segments of the address: bytes, then alphanumeric. */
  segments: [string, string]
  /** For who cannot scan, in two groups. */
  typed: string
}

export async function liveCode(secret: Bytes, fields: CodeFields, origin: string): Promise<Shown> {
  const code = await cardCode(secret, stepAt(clock.now()), cardStatic(fields))
  return { segments: cardSegments(origin, code), typed: inGroups(typedCode(await keyId(secret))) }
}

/** How long this minute's code still stands, in milliseconds. */
export const untilNextStep = (now: Date): number => STEP_SECONDS * 1000 - (now.getTime() % (STEP_SECONDS * 1000))

/** My card as a file of its own inside a code, for phones without Hallway. It cannot be recalled. */
export function vcardText(fields: CodeFields): string {
  const escaped = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/[\r\n]+/g, '\\n')
  const name = fields.name ?? ''
  const words = name.split(/\s+/)
  const family = words.length > 1 ? (words.pop() ?? '') : ''
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `N:${escaped(family)};${escaped(words.join(' '))};;;`, `FN:${escaped(name)}`]
  const add = (property: string, value: string | undefined): void => { if (value) lines.push(`${property}:${escaped(value)}`) }
  add('ORG', fields.institution)
  add('TITLE', fields.headline)
  add('EMAIL', fields.email)
  add('TEL', fields.phone)
  add('URL', fields.linkedin ?? fields.orcid ?? fields.link)
  return [...lines, 'END:VCARD', ''].join('\r\n').normalize('NFC')
}
