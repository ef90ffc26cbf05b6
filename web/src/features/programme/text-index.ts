/**
 * An index of words in few bytes: a sorted list of them, and for each the texts it is in as numbers.
 * Words are compared as `folding` made them.
 */

/** Up to sixteen fields a text; a place is `text * 16 + field`. */
const FIELD_BITS = 4
const FIELD_MASK = 15

export interface Hit {
  /** How well the word fits, from 0 to 1: itself, the beginning of a longer one, or a letter off. */
  quality: number
  term: number
}

export class TextIndex {
  #building: Map<string, number[]> | undefined = new Map()
  #terms: string[] = []
  #starts = new Uint32Array(1)
  #places = new Uint32Array(0)
  /** Which letters a word has: a bit each, shared by a few. */
  #letters = new Uint32Array(0)

  /** Add the words of a text's field; texts come in order of their numbers. */
  add(text: number, field: number, words: string[]): void {
    const place = text << FIELD_BITS | field
    for (const word of words) {
      const places = this.#building?.get(word)
      if (!places) this.#building?.set(word, [place])
      else if (places.at(-1) !== place) places.push(place)
    }
  }

  /** Nothing more is added: pack it. */
  seal(): void {
    const building = this.#building ?? new Map<string, number[]>()
    this.#building = undefined
    this.#terms = [...building.keys()].sort()
    this.#starts = new Uint32Array(this.#terms.length + 1)
    let length = 0
    this.#terms.forEach((term, index) => { this.#starts[index + 1] = length += building.get(term)?.length ?? 0 })
    this.#places = new Uint32Array(length)
    this.#letters = Uint32Array.from(this.#terms, lettersOf)
    this.#terms.forEach((term, index) => this.#places.set(building.get(term) ?? [], this.#starts[index]))
  }

  term(number: number): string {
    return this.#terms[number] ?? ''
  }

  /** The words that begin with `word`, itself first. */
  beginning(word: string): Hit[] {
    const hits: Hit[] = []
    for (let term = this.#from(word); term < this.#terms.length; term++) {
      const found = this.#terms[term] as string
      if (!found.startsWith(word)) break
      hits.push({ term, quality: found === word ? 1 : 0.55 + 0.35 * word.length / found.length })
    }
    return hits
  }

  /** The words that are `word` but for a slip or two; of a word still being typed, their beginnings too. */
  near(word: string, typing: boolean): Hit[] {
    const slips = slipsAllowed(word)
    if (slips === 0) return []
    const early = typing && word.length > 4
    const letters = lettersOf(word)
    const hits: Hit[] = []
    this.#terms.forEach((found, term) => {
      if (bitsIn(letters & ~(this.#letters[term] as number)) > slips) return
      if (found.length < word.length - slips || (!early && found.length > word.length + slips)) return
      const distance = slipsBetween(word, found, slips, early)
      if (distance > 0 && distance <= slips) hits.push({ term, quality: 0.5 - 0.12 * distance })
    })
    return hits
  }

  /** Where a word stands. */
  *places(term: number): Generator<[text: number, field: number]> {
    for (let at = this.#starts[term] ?? 0; at < (this.#starts[term + 1] ?? 0); at++) {
      const place = this.#places[at] as number
      yield [place >>> FIELD_BITS, place & FIELD_MASK]
    }
  }

  #from(word: string): number {
    let [low, high] = [0, this.#terms.length]
    while (low < high) {
      const middle = low + high >>> 1
      if ((this.#terms[middle] as string) < word) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Short words and numbers stand for themselves. */
function slipsAllowed(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters >>> 0
}

function bitsIn(letters: number): number {
  let count = 0
  for (let left = letters; left !== 0; left &= left - 1) count += 1
  return count
}

const LONGEST = 48
const lines = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)]

/**
 * Letters to add, take, change or swap that lead from `word` to `found` (to its nearest beginning,
 * where `early`); `most + 1` where more than `most`.
 */
export function slipsBetween(word: string, found: string, most: number, early: boolean): number {
  const width = Math.min(found.length, word.length + most, LONGEST)
  if (word.length > LONGEST) return most + 1
  let [before, last, line] = lines as [Uint8Array, Uint8Array, Uint8Array]
  for (let column = 0; column <= width; column++) last[column] = column
  for (let row = 1; row <= word.length; row++) {
    let least = line[0] = row
    const letter = word.charCodeAt(row - 1)
    for (let column = 1; column <= width; column++) {
      const other = found.charCodeAt(column - 1)
      let slips = Math.min((last[column] as number) + 1, (line[column - 1] as number) + 1, (last[column - 1] as number) + (letter === other ? 0 : 1))
      if (row > 1 && column > 1 && letter === found.charCodeAt(column - 2) && word.charCodeAt(row - 2) === other) {
        slips = Math.min(slips, (before[column - 2] as number) + 1)
      }
      line[column] = slips
      least = Math.min(least, slips)
    }
    if (least > most) return most + 1
    ;[before, last, line] = [last, line, before]
  }
  if (early) return Math.min(...last.subarray(0, width + 1))
  return width < found.length ? most + 1 : last[width] as number
}
