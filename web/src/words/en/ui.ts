import { plural } from '../format.ts'

export const ui = {
  app: 'Hallway',
  main: 'Main',
  skip: 'Skip to content',
  tabs: { today: 'Today', programme: 'Programme', card: 'Card', people: 'People' },
  due: (count: number) => `, ${count} to follow up`,
  settings: 'Settings',
  details: 'Details',
  backTo: 'Back to ',
  close: 'Close',
  clear: 'Clear',
  undo: 'Undo',
  dismiss: 'Dismiss',
  sync: {
    here: 'Only on this phone',
    waiting: (count: number) => `${count} waiting to send`,
    stuck: (count: number) => plural(count, { one: '1 needs you', other: `${count} need you` }),
    offline: 'Offline',
    signIn: 'Sign in to go on',
    outdated: 'Update to send',
    sent: 'Up to date',
    sentAt: (time: string) => `Sent ${time}`,
  },
  zone: {
    same: (venue: string) => `${venue} time, the same as your phone`,
    venue: (venue: string, time: string, here: string) => `${venue} time · ${time} on your phone (${here})`,
    own: (here: string, time: string, venue: string) => `Your phone’s time (${here}) · ${time} at the venue (${venue})`,
    showOwn: '. Show all times by your phone',
    showVenue: (venue: string) => `. Show all times by ${venue}`,
  },
  update: { title: 'A new version is ready', keeps: 'Keeps your place', now: 'Update', later: 'Later' },
  lost: {
    title: 'Nothing here',
    body: 'This address leads nowhere in the app.',
    act: 'Open today',
  },
  failed: {
    title: 'This screen did not open',
    body: 'What you captured is safe on this phone. Open it again; if it keeps failing, send us what it says below.',
    act: 'Open again',
  },
}
