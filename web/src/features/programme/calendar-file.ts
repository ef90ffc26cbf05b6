/**
 * An agenda as one iCalendar file (RFC 5545), made on the phone: it needs neither a network nor an
 * account, and nobody is told what it holds. Times are in UTC, as the server writes them.
 */
import type { View } from '../../platform/view.ts'
import { planned } from './agenda.ts'
import { type CalendarEntry, compact, venueWords } from './calendar-links.ts'
import { ownsOf } from './own-items.ts'
import type { Item, Programme } from './programme.ts'

const LINE_OCTETS = 75
const encoder = new TextEncoder()

export const CALENDAR_TYPE = 'text/calendar;charset=utf-8'

/**
 * A session as a calendar's entry. Its UID is the one under which the server gives the session out,
 * so that a calendar which has it takes this copy for the same.
 */
export function entryOf(programme: Programme, item: Item, origin: string = location.origin): CalendarEntry {
  const { slug, timezone } = programme.event
  const words = [venueWords(item.start, item.end, timezone), item.people.map((person) => person.name).join(', '), `${origin}/#/programme/${slug}/${item.id}`]
  return {
    uid: `sess-${slug}.${item.id}@${new URL(origin).hostname}`, title: item.board ? `${item.board} ${item.title}` : item.title,
    start: item.start, end: item.end, place: item.rooms.map((room) => room.name).join(' / '),
    description: words.filter(Boolean).join('\n\n'), ...(item.cancelled || item.removed ? { cancelled: true } : {}),
  }
}

/** What the owner of this phone plans at an event, own items too, in order of time. */
export function agendaEntries(programme: Programme, seen: View, origin: string = location.origin): CalendarEntry[] {
  const { slug, timezone } = programme.event
  const sessions = planned(programme, seen).map(({ item, plan }) => ({ ...entryOf(programme, item, origin), ...(plan === 'interested' ? { tentative: true } : {}) }))
  const own = ownsOf(slug, seen).map((one): CalendarEntry => ({
    uid: `own-${one.id}@${new URL(origin).hostname}`, title: one.title, start: one.start, end: one.end, place: one.place ?? '',
    description: venueWords(one.start, one.end, timezone),
  }))
  return [...sessions, ...own].sort((a, b) => a.start.getTime() - b.start.getTime())
}

/** The file; `version` of the programme is its entries' SEQUENCE, so that a later copy replaces an earlier one. */
export function calendarFile(entries: CalendarEntry[], now: Date, version: number): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Hallway//Agenda//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH']
  for (const entry of entries) {
    lines.push(
      'BEGIN:VEVENT', `UID:${escaped(entry.uid)}`, `DTSTAMP:${compact(now)}`, `LAST-MODIFIED:${compact(now)}`, `SEQUENCE:${version}`,
      `DTSTART:${compact(entry.start)}`, ...(entry.end > entry.start ? [`DTEND:${compact(entry.end)}`] : []), `SUMMARY:${escaped(entry.title)}`,
      ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []), ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
      `STATUS:${entry.cancelled ? 'CANCELLED' : entry.tentative ? 'TENTATIVE' : 'CONFIRMED'}`,
      ...(entry.cancelled || entry.tentative ? ['TRANSP:TRANSPARENT'] : []), 'END:VEVENT',
    )
  }
  lines.push('END:VCALENDAR', '')
  return lines.map(folded).join('\r\n')
}

const escaped = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[\x00-\x09\x0b-\x1f\x7f]/g, ' ')
  .replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')

/** A line of more than 75 octets goes on in the next, after a blank; never within a character. */
function folded(line: string): string {
  if (encoder.encode(line).length <= LINE_OCTETS) return line
  let result = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > LINE_OCTETS) {
      result += '\r\n '
      octets = 1
    }
    result += character
    octets += size
  }
  return result
}
