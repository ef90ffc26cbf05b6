/**
 * The last gate before a message is approved: what must not leave, and what reads badly. An error
 * holds the message back; a warning is shown once. The server asks the same (`lint.py`).
 */
import type { Catalogue } from './catalogue.ts'
import { BLANKS } from './rendering.ts'

const [SUBJECT_MIN, SUBJECT_MAX, BODY_MAX] = [3, 78, 20_000]
const ERRORS = {
  'placeholder': /\{\{.*?\}\}|\{[a-z]+\.[a-z0-9_]+\}|\{%.*?%\}|%\([a-z_]+\)s|\*\|.*?\|\*/,
  'no-value': /(?:^|[ ,])(?:None|null|undefined|NaN)(?=[,.;:!?)]|$)/m,
  'empty-greeting': /^(?:Dear|Hi|Hello) +,|^Dear,/m,
  'empty-brackets': /\( *\)|\[ *\]|(?<![^ \n(])" *"(?![^ \n.,;:!?)])|\u201c *\u201d/,
  'fill-in': /\[(?:[A-Z][a-z]+ )?(?:[Nn]ame|[A-Z][a-z]+ [Nn]ame|[Tt]itle|[Dd]ate)\]/,
} as const
const WARNINGS = {
  'two-blanks': /[^ \n] {2,}(?=[^ \n])/,
  'blank-before-punctuation': /[^ \n] +[,.;:!?](?= |$)/m,
  'doubled-punctuation': /,,|;;|::|(?<!\.)\.\.(?!\.)|[,;:]\.|[!?]\./,
} as const
const LINK_SCHEME = /(?<![a-z0-9])([a-z][a-z0-9+.-]*):\/\//gi
const SCRIPT = /(?<![a-z0-9])(?:javascript|vbscript|data):[^ \n]/i
const WORDS = /[a-z\u00c0-\u024f]+/g

export type Code =
  | keyof typeof ERRORS | keyof typeof WARNINGS
  | 'subject-length' | 'subject-lines' | 'empty' | 'too-long' | 'unsafe-link' | 'no-attachment'

export interface Finding {
  code: Code
  blocks: boolean
}

export interface Message {
  /** null where the channel has no subject. */
  subject: string | null
  body: string
  characters?: number | null
  hasAttachment?: boolean
}

const matching = <C extends Code>(patterns: Record<C, RegExp>, text: string): Code[] =>
  (Object.keys(patterns) as C[]).filter((code) => patterns[code].test(text))
/** As people count: an emoji is one. */
const length = (text: string): number => [...text].length

export function findings(catalogue: Catalogue, { subject, body, characters, hasAttachment }: Message): Finding[] {
  const text = subject === null ? body : `${subject}\n\n${body}`
  const errors = matching(ERRORS, text)
  if (subject !== null) {
    const signs = length(subject.replace(/^ +| +$/g, ''))
    if (signs < SUBJECT_MIN || signs > SUBJECT_MAX) errors.push('subject-length')
    if (/[\r\n]/.test(subject)) errors.push('subject-lines')
  }
  if (!body.replace(BLANKS, '')) errors.push('empty')
  if (length(body) > (characters ?? BODY_MAX)) errors.push('too-long')
  const schemes = [...text.matchAll(LINK_SCHEME)].map(([, scheme]) => scheme!.toLowerCase())
  if (schemes.some((scheme) => scheme !== 'http' && scheme !== 'https') || SCRIPT.test(text)) errors.push('unsafe-link')
  const warnings = matching(WARNINGS, text)
  const words = body.toLowerCase().match(WORDS) ?? []
  if (words.some((word) => catalogue.attachmentWords.includes(word)) && !hasAttachment && !schemes.length) {
    warnings.push('no-attachment')
  }
  return [...errors.map((code) => ({ code, blocks: true })), ...warnings.map((code) => ({ code, blocks: false }))]
}
