/** The piece of a text around a word that was found in it. */
import { folded, indexWords, isUnspaced } from './folding.ts'

interface Snippet {
  before: string
  mark: string
  after: string
}

const BEFORE = 40
const AFTER = 90
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu
const MORE = '…'

/** Of several names, the one that has the word. */
export const nameWith = (names: string[], term: string): string => names.find((name) => indexWords(name).includes(term)) ?? names[0] ?? ''

/** Where `term` (folded, as the index has it) stands in `text`, with some of what is around it. */
export function snippetOf(text: string, term: string): Snippet {
  const found = placeOf(text, term)
  if (!found) return { before: '', mark: '', after: cut(text, 0, AFTER + BEFORE) }
  const [start, end] = found
  const from = start <= BEFORE ? 0 : wordEdge(text, start - BEFORE)
  return { before: (from > 0 ? MORE : '') + text.slice(from, start), mark: text.slice(start, end), after: cut(text, end, end + AFTER) }
}

function placeOf(text: string, term: string): [start: number, end: number] | undefined {
  // Nearly always it stands there as it is: what comes before need not be taken apart.
  const near = text.toLowerCase().indexOf(term)
  const from = near > 0 ? text.lastIndexOf(' ', near) + 1 : 0
  return placeFrom(text, term, from) ?? (from > 0 ? placeFrom(text, term, 0) : undefined)
}

function placeFrom(text: string, term: string, from: number): [start: number, end: number] | undefined {
  for (const { 0: word, index } of text.slice(from).matchAll(WORD)) {
    const start = from + index
    if (!isUnspaced(term) && indexWords(word).includes(term)) return [start, start + word.length]
    const at = isUnspaced(term) ? pairIn(word, term) : undefined
    if (at !== undefined) return [start + at, start + at + term.length]
  }
  return undefined
}

function pairIn(word: string, term: string): number | undefined {
  for (let at = 0; at + term.length <= word.length; at++) if (folded(word.slice(at, at + term.length)) === term) return at
  return undefined
}

/** From `from` to about `to`, ending with a whole word where there are blanks. */
function cut(text: string, from: number, to: number): string {
  if (to >= text.length) return text.slice(from)
  const blank = text.lastIndexOf(' ', to)
  return `${text.slice(from, blank > from + BEFORE ? blank : to)}${MORE}`
}

/** The beginning of the word at `at`, or `at` itself in a script without blanks. */
function wordEdge(text: string, at: number): number {
  const blank = text.indexOf(' ', at)
  return blank >= 0 && blank < at + BEFORE ? blank + 1 : at
}
