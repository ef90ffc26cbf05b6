/**
 * Search of a programme: by title, people, rooms, tracks, boards and institutions, and by what the
 * abstracts say. It runs beside the page (`search-worker`), so that no key waits for it.
 */
import { indexWords, queryWords } from './folding.ts'
import type { Item, Programme } from './programme.ts'
import { nameWith, snippetOf } from './snippets.ts'
import { type Hit, TextIndex } from './text-index.ts'

export type Field = 'title' | 'person' | 'board' | 'institution' | 'room' | 'track' | 'subtitle' | 'abstract'

/** Why a session was found, where its row does not say so by itself: a piece of text with the word in it. */
export interface Why {
  field: Field
  before: string
  mark: string
  after: string
}

export interface FoundSession {
  id: string
  why?: Why
}

export interface FoundPerson {
  id: string
  sessions: number
}

export interface Found {
  people: FoundPerson[]
  sessions: FoundSession[]
}

const FIELDS: Field[] = ['title', 'person', 'board', 'institution', 'room', 'track', 'subtitle', 'abstract']
const WEIGHTS = [10, 9, 12, 4, 4, 3, 5, 2]
const ABSTRACT = FIELDS.indexOf('abstract')
/** Fields that a row shows anyway. */
const SHOWN = new Set<Field>(['title', 'board', 'room', 'track'])
const MOST = 200
const MOST_PEOPLE = 5
const LONGEST_TYPED = 200
const NAME = 0
const INSTITUTION = 1

/** The best place of one word in each text: nothing found is a score of 0. */
interface Scores {
  score: Float32Array
  field: Uint8Array
  term: Int32Array
}

export class Search {
  readonly #items: Item[]
  readonly #known: Programme
  readonly #head = new TextIndex()
  readonly #people = new TextIndex()
  readonly #sessionsOf: number[]
  #abstracts: TextIndex | undefined
  #texts: string[] = []

  /** What lists show is read at once; abstracts with `readAbstracts`. */
  constructor(programme: Programme) {
    this.#known = programme
    this.#items = programme.items
    programme.items.forEach((item, text) => {
      fieldsOf(item).forEach((value, field) => { if (value) this.#head.add(text, field, indexWords(value)) })
    })
    const sessions = new Map<string, number>()
    for (const { people } of programme.items) for (const { id } of people) sessions.set(id, (sessions.get(id) ?? 0) + 1)
    programme.people.forEach((person, text) => {
      this.#people.add(text, NAME, indexWords(person.name))
      if (person.institution) this.#people.add(text, INSTITUTION, indexWords(person.institution))
    })
    this.#sessionsOf = programme.people.map((person) => sessions.get(person.id) ?? 0)
    this.#head.seal()
    this.#people.seal()
  }

  /** Read what the sessions say at length, by their ids. */
  readAbstracts(textOf: (session: string) => string): void {
    const abstracts = new TextIndex()
    this.#texts = this.#items.map((item) => textOf(item.id))
    this.#texts.forEach((text, number) => { if (text) abstracts.add(number, ABSTRACT, indexWords(text)) })
    abstracts.seal()
    this.#abstracts = abstracts
  }

  /** What fits all of the words that were typed, the best first. */
  find(typed: string): Found {
    const asked = queryWords(typed.slice(0, LONGEST_TYPED))
    if (asked.length === 0) return { people: [], sessions: [] }
    return { people: this.#findPeople(asked), sessions: this.#findSessions(asked) }
  }

  #findPeople(asked: string[]): FoundPerson[] {
    const size = this.#sessionsOf.length
    const words = asked.map((word, index) => best(this.#people, hitsOf(this.#people, word, index === asked.length - 1), [10, 1], size))
    return ranked(words, size)
      .filter((text) => words.some(({ field }) => field[text] === NAME) && this.#sessionsOf[text])
      .slice(0, MOST_PEOPLE)
      .map((text) => ({ id: this.#known.people[text]?.id ?? '', sessions: this.#sessionsOf[text] ?? 0 }))
  }

  #findSessions(asked: string[]): FoundSession[] {
    const size = this.#items.length
    const words = asked.map((word, index) => {
      const typing = index === asked.length - 1
      const heads = best(this.#head, hitsOf(this.#head, word, typing), WEIGHTS, size)
      return this.#abstracts ? either(heads, best(this.#abstracts, this.#abstracts.beginning(word), WEIGHTS, size)) : heads
    })
    let found = ranked(words, size)
    if (found.length === 0 && this.#abstracts) {
      const abstracts = this.#abstracts
      const near = asked.map((word, index) => best(abstracts, abstracts.near(word, index === asked.length - 1), WEIGHTS, size))
      words.forEach((word, index) => { words[index] = either(word, near[index] as Scores) })
      found = ranked(words, size)
    }
    return found.slice(0, MOST).map((text) => {
      const why = this.#why(text, words)
      return { id: this.#items[text]?.id ?? '', ...(why ? { why } : {}) }
    })
  }

  /** The strongest reason that the row itself does not show. */
  #why(text: number, words: Scores[]): Why | undefined {
    const reasons = words.filter(({ field }) => !SHOWN.has(FIELDS[field[text] ?? 0] ?? 'title'))
      .sort((a, b) => (b.score[text] ?? 0) - (a.score[text] ?? 0))
    const reason = reasons[0]
    const item = this.#items[text]
    if (!reason || !item) return undefined
    const field = FIELDS[reason.field[text] ?? 0] as Field
    const index = field === 'abstract' ? this.#abstracts : this.#head
    const term = index?.term(reason.term[text] ?? 0) ?? ''
    const source = field === 'abstract' ? this.#texts[text] ?? ''
      : field === 'subtitle' ? item.subtitle ?? ''
      : nameWith(item.people.map((person) => (field === 'person' ? person.name : person.institution ?? '')), term)
    return { field, ...snippetOf(source, term) }
  }
}

const fieldsOf = (item: Item): string[] => [
  item.title,
  item.people.map((person) => person.name).join(', '),
  item.board ? `${item.board} ${item.board.replace(/\D+/g, ' ')}` : '',
  item.people.map((person) => person.institution ?? '').join(', '),
  item.rooms.map((room) => room.name).join(', '),
  item.track?.name ?? '',
  item.subtitle ?? '',
]

/** A word that is spelt as it stands somewhere is meant so; others may be off by a letter. */
function hitsOf(index: TextIndex, word: string, typing: boolean): Hit[] {
  const hits = index.beginning(word)
  return hits[0]?.quality === 1 ? hits : [...hits, ...index.near(word, typing)]
}

function best(index: TextIndex, hits: Hit[], weights: number[], size: number): Scores {
  const scores: Scores = { score: new Float32Array(size), field: new Uint8Array(size), term: new Int32Array(size) }
  for (const { term, quality } of hits) {
    for (const [text, field] of index.places(term)) {
      const score = quality * (weights[field] ?? 1)
      if (score <= (scores.score[text] ?? 0)) continue
      scores.score[text] = score
      scores.field[text] = field
      scores.term[text] = term
    }
  }
  return scores
}

function either(one: Scores, other: Scores): Scores {
  other.score.forEach((score, text) => {
    if (score <= (one.score[text] ?? 0)) return
    one.score[text] = score
    one.field[text] = other.field[text] ?? 0
    one.term[text] = other.term[text] ?? 0
  })
  return one
}

/** The texts that have every word, the best first; alike ones in their own order. */
function ranked(words: Scores[], size: number): number[] {
  const totals = new Float32Array(size)
  const found: number[] = []
  for (let text = 0; text < size; text++) {
    if (!words.every(({ score }) => score[text])) continue
    for (const { score } of words) totals[text] = (totals[text] ?? 0) + (score[text] ?? 0)
    found.push(text)
  }
  return found.sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b)
}
