import { listed, plural } from '../format.ts'

const SESSIONS = (count: number): string => plural(count, { one: '1 session', other: `${count} sessions` })

/** Filters and search of a programme. */
export const finding = {
  title: 'Filters',
  facets: { kinds: 'Kind', tracks: 'Track', rooms: 'Room', languages: 'Language' },
  search: { kinds: 'Find a kind', tracks: 'Find a track', rooms: 'Find a room', languages: 'Find a language' },
  more: (count: number) => `Show all ${count}`,
  show: (count: number) => (count ? `Show ${SESSIONS(count)}` : 'Nothing fits all of this'),
  clear: 'Clear all',
  sessionsWord: (count: number) => plural(count, { one: 'session', other: 'sessions' }),
  none: { title: 'Nothing fits', act: 'Clear all filters' },
  saved: 'Saved',
  now: 'Now',
  nothing: (day: string, names: string[]) => (names.length > 0 ? `${day} has no session with ${listed(names)}.` : `${day} has no session.`),
  nothingNow: (names: string[]) => `Nothing on now or within the hour has ${listed(names)}.`,
  without: (name: string, count: number) => `Without ${name}: ${SESSIONS(count)}`,
  elsewhere: (day: string, count: number) => `${day}: ${SESSIONS(count)}`,
  found: (count: number) => plural(count, { one: '1 session found', other: `${count} sessions found` }),
  foundPeople: (count: number) => plural(count, { one: '1 person', other: `${count} people` }),
  sessions: SESSIONS,
  looking: 'Reading the programme',
  most: (count: number) => `The first ${count}; type more to see fewer`,
  people: 'People',
  why: { title: 'Title', person: 'Person', board: 'Board', institution: 'Institution', room: 'Room', track: 'Track', subtitle: 'Subtitle', abstract: 'Abstract' },
  noneFound: { title: 'Nothing found', body: 'Try a name, a room, a board or fewer letters.', act: 'Clear the search' },
}
