import { plural } from '../format.ts'

const POSTERS = (count: number): string => plural(count, { one: '1 poster', other: `${count} posters` })

/** The walk along the boards. */
export const posters = {
  title: 'Posters',
  back: 'Programme',
  board: 'Board number',
  boardExample: (board: string) => `As on the board: ${board}`,
  clear: 'Clear the number',
  view: 'Which posters',
  walk: 'Your walk',
  all: 'All boards',
  hall: 'Poster session',
  everyHall: 'All sessions',
  progress: (visited: number, all: number) => `${visited} of ${all} visited`,
  next: 'Next board',
  again: 'Come back to',
  done: { title: 'All of your walk is visited', body: (count: number) => `${POSTERS(count)}, none left.` },
  comeBack: (title: string) => `Come back to ${title}`,
  note: (title: string) => `Note on ${title}`,
  noted: (title: string) => `Note on ${title}: there is one`,
  loose: 'Without a session',
  counted: POSTERS,
  noBoard: 'no board',
  empty: { title: 'No posters on your walk yet', body: 'The bookmark beside a poster puts it here, in the order of the boards.', act: 'All boards' },
  none: { title: 'No posters here', body: 'The programme of this event has no posters with boards.', act: 'Open the programme' },
  unknown: (typed: string) => `No board ${typed} here`,
  range: (first: string, last: string) => `The boards go from ${first} to ${last}.`,
}
