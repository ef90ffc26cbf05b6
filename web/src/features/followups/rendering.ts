/**
 * The one renderer: a template and variables become a text, or the list of what is missing. A pure
 * function, held equal to the server's (`rendering.py`) by shared vectors. Values are data: they
 * are cleaned, substituted once, and never looked at again.
 */
import type { Alternative, Block, Catalogue, Field, Slot, Template } from './catalogue.ts'

export type Piece = string | Slot
export type Values = Readonly<Record<string, unknown>>

export interface Missing {
  name: string
  field: Field
}

/** A complete message. `generic`: nothing in it is about this person or this meeting. */
export interface Rendered {
  status: 'complete'
  subject: string | null
  body: string
  generic: boolean
}

/** A message that cannot be complete yet, with its gaps in place; a result, not an error. */
export interface NeedsInput {
  status: 'needs_input'
  missing: Missing[]
  subject: Piece[] | null
  paragraphs: Piece[][]
}

// Written out, because "white space" and "control character" differ between languages.
export const BLANKS = /[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g
const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/g
const LINE_BREAKS = /\r\n|[\n\r\v\f\x85\u2028\u2029]/
const TRAILING = /[.,;:!? ]+$/
// Also the ends of Chinese, Japanese and Arabic sentences.
const ENDS = '.!?\u2026\u3002\uff01\uff1f\u061f'
const QUESTION_MARKS = '?\uff1f\u061f'
const MULTILINE = 'g.signature'
/** A variable that follows from another is asked for by that other's name. */
const FOLLOWS: Record<string, string> = { 'g.signature': 'me.full_name', 'me.short_name': 'me.full_name' }

export function render(catalogue: Catalogue, templateId: string, values: Values): Rendered | NeedsInput {
  const template = catalogue.templates[templateId]
  if (!template) throw new Error(`unknown template ${templateId}`)
  const present = new Map(Object.entries(values).flatMap(([name, value]) => {
    const text = clean(name, value)
    return text ? [[name, text] as const] : []
  }))
  const subject = template.subject && choose(template.subject, present)
  const chosen = template.blocks.map((block) => choose(block, present)).filter((each) => each !== null)
  const everything = subject ? [...chosen, subject] : chosen
  const missing = missingFrom(template, everything, present)
  const paragraphs = chosen.map((each) => pieces(each, present))
  const subjectPieces = subject && pieces(subject, present)
  if (missing.length) {
    const asked = missing.map((name) => ({ name, field: catalogue.fields[name]! }))
    return { status: 'needs_input', missing: asked, subject: subjectPieces, paragraphs }
  }
  return {
    status: 'complete',
    subject: subjectPieces && subjectPieces.join(''),
    body: paragraphs.map((each) => each.join('')).join('\n\n'),
    generic: isGeneric(everything, present),
  }
}

type Present = ReadonlyMap<string, string>

/** A value as it may stand in a text: one line, in the form its name promises; '' for nothing. */
export function clean(name: string, value: unknown): string {
  if (typeof value !== 'string') return ''
  if (name === MULTILINE) return value.split(LINE_BREAKS).map(oneLine).filter(Boolean).join('\n')
  return fit(name, oneLine(value))
}

const oneLine = (text: string): string => text.replace(CONTROLS, '').replace(BLANKS, ' ').replace(/^ +| +$/g, '')

function fit(name: string, text: string): string {
  const form = name.slice(name.lastIndexOf('_') + 1)
  const ending = lastSign(text)
  if (['np', 'vp', 'ing', 'pp'].includes(form)) return text.replace(TRAILING, '')
  if (form === 'q' && text && !QUESTION_MARKS.includes(ending)) return endWith(text, '?')
  if (form === 's' && text && !ENDS.includes(ending)) return endWith(text, '.')
  return text
}

const lastSign = (text: string): string => text.slice(-1)

function endWith(text: string, sign: string): string {
  const bare = text.replace(TRAILING, '')
  return bare && bare + sign
}

const slots = (alternative: Alternative): string[] =>
  alternative.flatMap((segment) => (typeof segment === 'string' ? [] : [segment.name]))

/** The first alternative that lacks least; of an optional block, none that lacks any. */
function choose(block: Block, present: Present): Alternative | null {
  const lacking = (each: Alternative): number => new Set(slots(each).filter((name) => !present.has(name))).size
  let best = block.alternatives[0]!
  for (const each of block.alternatives) if (lacking(each) < lacking(best)) best = each
  return block.optional && lacking(best) ? null : best
}

function missingFrom(template: Template, chosen: Alternative[], present: Present): string[] {
  const wanted = [...chosen.flatMap(slots), ...template.needs]
  return [...new Set(wanted.filter((name) => !present.has(name)).map((name) => FOLLOWS[name] ?? name))]
}

/** Put the values in; a value's own end stands for the full stop that would follow it. */
function pieces(alternative: Alternative, present: Present): Piece[] {
  const made: Piece[] = []
  let ended = false
  for (const segment of alternative) {
    let text: string
    if (typeof segment === 'string') {
      text = ended && segment.startsWith('.') ? segment.slice(1) : segment
      ended = false
    } else {
      text = present.get(segment.name) ?? ''
      ended = text !== '' && ENDS.includes(lastSign(text))
      if (!text) {
        made.push({ name: FOLLOWS[segment.name] ?? segment.name })
        continue
      }
    }
    const last = made.at(-1)
    if (typeof last === 'string') made[made.length - 1] = last + text
    else made.push(text)
  }
  return made
}

function isGeneric(chosen: Alternative[], present: Present): boolean {
  const used = chosen.flatMap(slots)
  const specific = used.some((name) => name.startsWith('n.') || name === 'x.poster_title')
  return !specific || !present.has('c.display_name')
}
