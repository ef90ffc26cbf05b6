/** Search of a programme, on the phone: by title, people, rooms, tracks, boards and institutions. */
import MiniSearch, { type SearchOptions } from 'minisearch'
import type { Item, Programme } from './programme.ts'

export interface Search {
  /** The sessions that fit what was typed, the best first, of what has been read by now. */
  find: (typed: string) => Item[]
  /** Read another part of the programme; false: all of it is read. */
  readOn: () => boolean
}

/** Read in parts, so that no key waits for a whole congress. */
const PART = 100

const MOST = 200
const FIELDS = ['title', 'people', 'board', 'track', 'rooms', 'institutions', 'subtitle']
const OPTIONS: SearchOptions = {
  combineWith: 'AND',
  prefix: true,
  // Short words stand for themselves; from four letters on, a letter may be wrong in every four.
  fuzzy: (term) => (term.length < 4 || /\d/.test(term) ? false : 0.25),
  maxFuzzy: 2,
  boost: { title: 3, people: 3, board: 4 },
}

/** Letters as they are typed on any keyboard: "Åsa Öberg" is "asa oberg". */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('æ', 'ae').replaceAll('ł', 'l').replaceAll('đ', 'd')

/** Words; one with a digit keeps together what a sign divides, so that "P-114" is one: "p114". */
function words(text: string): string[] {
  return folded(text).split(/[\s,;:/()"“”„]+/u).flatMap((word) => {
    const plain = word.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    return /\d/.test(plain) ? [plain.replaceAll(' ', '')] : plain.split(' ')
  }).filter(Boolean)
}

export function searchOf(programme: Programme): Search {
  const engine = new MiniSearch<Record<string, string>>({ fields: FIELDS, tokenize: words, processTerm: (term) => term, searchOptions: OPTIONS })
  let read = 0
  return {
    readOn: () => {
      engine.addAll(programme.items.slice(read, read + PART).map(fields))
      read += PART
      return read < programme.items.length
    },
    find: (typed) => engine.search(typed).slice(0, MOST).flatMap((hit) => programme.byId.get(String(hit.id)) ?? []),
  }
}

/** What of a session is searched. */
function fields(item: Item): Record<string, string> {
  return {
    id: item.id,
    title: item.title,
    subtitle: item.subtitle ?? '',
    people: item.people.map((person) => person.name).join(' '),
    institutions: item.people.map((person) => person.institution ?? '').join(' '),
    rooms: item.rooms.map((room) => room.name).join(' '),
    track: item.track?.name ?? '',
    board: item.board ? `${item.board} ${item.board.replace(/\D+/g, ' ')}` : '',
  }
}
