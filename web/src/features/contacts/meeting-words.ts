/** Where and when somebody was met, in words. */
import { now } from '../../ui/now.ts'
import { clockTime, dateKey, mediumDay, shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { events, programmeOf } from '../programme/programmes.ts'
import type { Contact, Encounter } from './contacts.ts'

export interface Where {
  /** The session with its board, else what was typed, else the event. */
  what: string
  /** Rooms. */
  rooms: string
  event: string
  zone: string | undefined
}

export function whereOf({ event: slug, session: key, place }: Pick<Encounter, 'event' | 'session' | 'place'>): Where {
  const event = slug ? programmeOf(slug)?.event ?? events.value.find((each) => each.slug === slug) : undefined
  const session = slug && key ? programmeOf(slug)?.byId.get(key) : undefined
  const board = session?.board ? words.programme.board(session.board) : ''
  return {
    what: [session?.title, board].filter(Boolean).join(', ') || place || event?.name || slug || words.people.somewhere,
    rooms: session?.rooms.map(({ name }) => name).join(', ') ?? '',
    event: event?.name ?? slug ?? '',
    zone: event?.timezone,
  }
}

/** The newest encounter, and when that was; a contact without one counts from when it was made. */
export const lastMet = (contact: Contact): Date => new Date(contact.encounters.at(-1)?.at ?? (contact.madeAt || 0))

/** "09:34" today, "Tue 24" this week, "Tue 24 Nov" before. */
export function whenShort(moment: Date, zone?: string): string {
  const days = (Date.parse(dateKey(now.value, zone)) - Date.parse(dateKey(moment, zone))) / 86_400_000
  if (days === 0) return clockTime(moment, zone)
  return days > 0 && days < 7 ? shortDay(moment, zone) : mediumDay(moment, zone)
}

/** "Today", "Tomorrow", "Mon 30 Nov". */
export function dueWords(moment: Date): string {
  const days = Math.round((Date.parse(dateKey(moment)) - Date.parse(dateKey(now.value))) / 86_400_000)
  if (days === 0) return words.followups.due.today
  return days === 1 ? words.followups.due.tomorrow : mediumDay(moment)
}
