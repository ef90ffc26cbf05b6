/**
 * The catalogue of messages, compiled from the same file as the server's (`catalogue.py`), whose
 * hash names it. It is part of the app's own code: there offline, in the version the app is in.
 */
import { sha256 } from './digests.ts'
import english from '../../../../templates/followups/en.json?raw'

export interface Slot {
  name: string
}
export type Segment = string | Slot
export type Alternative = readonly Segment[]

export interface Block {
  alternatives: readonly Alternative[]
  optional: boolean
}

export interface Template {
  id: string
  name: string
  channels: readonly string[]
  words: readonly [number, number] | null
  characters: number | null
  needs: readonly string[]
  subject: Block | null
  blocks: readonly Block[]
}

/** What a person is asked for where a variable is missing. */
export interface Field {
  label: string
  source: 'card' | 'contact' | 'encounter' | 'note' | 'message'
  max: number
}

export interface Greeting {
  titled: string
  formal: string
  first: string
  nobody: string
  titles: Record<string, string>
  suffixes: string[]
}

export interface Phrases {
  closing: string
  parts: string[]
  today: string
  yesterday: string
  this_week: string
  this_year: string
  other_year: string
  weekdays: string[]
  months: string[]
  places: Record<string, string>
  prepositions: string[]
  promise_openings: string[]
}

export interface Catalogue {
  source: string
  language: string
  greeting: Greeting
  phrases: Phrases
  attachmentWords: readonly string[]
  fields: Record<string, Field>
  templates: Record<string, Template>
}

interface Source {
  language: string
  greeting: Greeting
  phrases: Phrases
  attachment_words: string[]
  fields: Record<string, Field>
  templates: (Omit<Template, 'needs' | 'subject' | 'blocks'> & {
    needs?: string[]
    subject: string[] | null
    blocks: { alternatives: string[]; optional?: boolean }[]
  })[]
}

const VARIABLE = /\{([a-z]+\.[a-z0-9_]+)\}/
/** Computed from the contact and the card, never asked for by themselves. */
const COMPUTED = ['g.salutation', 'g.salutation_short', 'g.signature', 'me.short_name', 's.duration']

export function compileCatalogue(source: string): Catalogue {
  const { attachment_words: attachmentWords, templates, ...given } = JSON.parse(source) as Source
  const known = new Set([...Object.keys(given.fields), ...COMPUTED])
  const block = (alternatives: string[], optional = false): Block =>
    ({ alternatives: alternatives.map((text) => segments(text, known)), optional })
  const compiled = templates.map((each): [string, Template] => [each.id, {
    ...each,
    needs: each.needs ?? [],
    subject: each.subject && block(each.subject),
    blocks: each.blocks.map(({ alternatives, optional }) => block(alternatives, optional)),
  }])
  return { source, ...given, attachmentWords, templates: Object.fromEntries(compiled) }
}

function segments(text: string, known: ReadonlySet<string>): Alternative {
  return text.split(VARIABLE).flatMap((part, place): Segment[] => {
    if (place % 2 === 0) return part ? [part] : []
    if (!known.has(part)) throw new Error(`unknown variable ${part} in ${text}`)
    return [{ name: part }]
  })
}

/** The variables a template can use, sorted. */
export function variablesOf({ blocks, subject, needs }: Template): string[] {
  const all = [...blocks, ...(subject ? [subject] : [])].flatMap((block) => block.alternatives.flat())
  return [...new Set([...all.flatMap((segment) => (typeof segment === 'string' ? [] : [segment.name])), ...needs])].sort()
}

export const catalogue = compileCatalogue(english)

/** The name of this catalogue: the first 16 hex digits of its file's SHA-256, as on the server. */
export async function catalogueHash({ source }: Catalogue = catalogue): Promise<string> {
  return (await sha256(source)).slice(0, 16)
}
