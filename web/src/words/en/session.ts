import { plural } from '../format.ts'

/** The page of a session, of somebody in the programme, and the map. */
export const session = {
  note: {
    label: 'Note',
    add: 'Add a note',
    on: (title: string) => `on “${title}”`,
    edit: (title: string) => `Edit the note on “${title}”`,
    hint: 'Only for you',
    versions: 'Two versions of this note',
    versionsHint: 'It was changed on two phones. Keep what you need of both.',
  },
  map: {
    title: 'Map of the rooms',
    alt: (event: string) => `Map of the rooms of ${event}`,
    smaller: 'Smaller',
    larger: 'Larger',
    missing: { title: 'Not on this phone yet', body: 'The map could not be fetched. Connect once; after that it works without a network.' },
  },
  nobody: { title: 'Not in the programme', body: 'This person was taken out of the programme, or the link is not complete.' },
  biography: 'About them',
  otherSessions: (count: number) => plural(count, { one: '1 more session', other: `${count} more sessions` }),
  places: (count: number) => plural(count, { one: '1 place', other: `${count} places` }),
  full: 'Full',
  capacity: 'As the programme says',
  repeats: 'The same at other times',
  around: (room: string) => `Before and after in ${room}`,
  showMap: (rooms: string) => `${rooms}. Show the map`,
  online: 'Take part online',
  opens: (host: string) => `opens ${host}`,
  language: (name: string) => `In ${name}`,
  copy: 'Copy details',
  copied: 'Details copied',
  copyFailed: 'The details could not be copied. Use Share instead.',
}
