import { expect, test } from 'vitest'
import { View } from '../../platform/view.ts'
import { agendaEntries, calendarFile, entryOf } from './calendar-file.ts'
import { googleEntry, googleSubscription, outlookEntry, outlookSubscription, webcalAddress } from './calendar-links.ts'
import { prepare } from './programme.ts'

const programme = prepare({
  version: 7,
  event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Madrid', starts_on: '2026-06-09', ends_on: '2026-06-10' },
  rooms: [{ id: 'r1', name: 'Aula, east; hall' }], tracks: [], people: [{ id: 'p1', name: 'Ada Testwell' }],
  sessions: [
    { id: 's1', title: 'Nachtdienst: was bleibt? Über Übergaben & mehr, gemessen', kind: 'talk', start: '2026-06-09T10:00+02:00', end: '2026-06-09T10:30+02:00', rooms: ['r1'], people: ['p1'] },
    { id: 's2', title: '👩‍🔬 '.repeat(20).trim(), kind: 'talk', start: '2026-06-09T23:30+02:00', end: '2026-06-10T00:30+02:00', cancelled: true },
    { id: 's3', title: 'Unplanned', kind: 'talk', start: '2026-06-09T12:00+02:00', end: '2026-06-09T12:30+02:00' },
  ],
})
const ORIGIN = 'https://hallway.example.org'
const item = (id: string) => programme.byId.get(id) as NonNullable<ReturnType<typeof programme.byId.get>>
const NOW = new Date('2026-06-01T08:00:00.123Z')

function planned(): View {
  const seen = new View()
  seen.put('agenda', 'expo26/s1', { event: 'expo26', session: 's1', value: 'going' })
  seen.put('agenda', 'expo26/s2', { event: 'expo26', session: 's2', value: 'interested' })
  seen.put('own', '0197', { event: 'expo26', title: 'Lunch with Bo', place: 'Mensa', starts_at: '2026-06-09T11:00:00+00:00', ends_at: '2026-06-09T12:00:00+00:00' })
  seen.put('own', '0198', { event: 'other', title: 'Elsewhere', starts_at: '2026-06-09T11:00:00+00:00', ends_at: '2026-06-09T12:00:00+00:00' })
  return seen
}

test('links to subscribe follow what each calendar takes', () => {
  const address = `${ORIGIN}/cal/TOKEN.ics`
  expect(webcalAddress(address)).toBe('webcal://hallway.example.org/cal/TOKEN.ics')
  expect(googleSubscription(address)).toBe('https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fhallway.example.org%2Fcal%2FTOKEN.ics')
  expect(outlookSubscription(address)).toBe('webcal:https://hallway.example.org/cal/TOKEN.ics')
})

test('forms for one session are filled in UTC, with the venue\'s time in words', () => {
  const google = new URL(googleEntry(entryOf(programme, item('s1'), ORIGIN)))
  expect(google.origin + google.pathname).toBe('https://calendar.google.com/calendar/render')
  expect(google.searchParams.get('dates')).toBe('20260609T080000Z/20260609T083000Z')
  expect(google.searchParams.get('location')).toBe('Aula, east; hall')
  expect(google.searchParams.get('details')).toBe('10:00 to 10:30 venue time, Europe/Madrid\n\nAda Testwell\n\nhttps://hallway.example.org/#/programme/expo26/s1')
  const outlook = outlookEntry(entryOf(programme, item('s1'), ORIGIN))
  expect(outlook).not.toContain('+')
  expect(new URL(outlook).searchParams.get('startdt')).toBe('2026-06-09T08:00:00Z')
  expect(new URL(outlook).searchParams.get('enddt')).toBe('2026-06-09T08:30:00Z')
  expect(new URL(outlook).searchParams.get('path')).toBe('/calendar/action/compose')
})

test('the whole agenda is a file of what is planned, own items too, in order of time', () => {
  const entries = agendaEntries(programme, planned(), ORIGIN)
  expect(entries.map(({ uid }) => uid)).toEqual(['sess-expo26.s1@hallway.example.org', 'own-0197@hallway.example.org', 'sess-expo26.s2@hallway.example.org'])
  const text = calendarFile(entries, NOW, 7)
  const read = text.replaceAll('\r\n ', '').split('\r\n')
  expect(read.filter((line) => line.startsWith('DTSTART'))).toEqual(['DTSTART:20260609T080000Z', 'DTSTART:20260609T110000Z', 'DTSTART:20260609T213000Z'])
  expect(read.filter((line) => line.startsWith('STATUS'))).toEqual(['STATUS:CONFIRMED', 'STATUS:CONFIRMED', 'STATUS:CANCELLED'])
  expect(read).toContain('LOCATION:Aula\\, east\\; hall')
  expect(read).toContain('SUMMARY:Nachtdienst: was bleibt? Über Übergaben & mehr\\, gemessen')
  expect(read).toContain('DTSTAMP:20260601T080000Z')
  expect(read.filter((line) => line === 'SEQUENCE:7')).toHaveLength(3)
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
})

test('lines are folded by octets, and no character is cut', () => {
  const lines = calendarFile(agendaEntries(programme, planned(), ORIGIN), NOW, 7).split('\r\n')
  expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75)
  expect(lines.join('\n')).not.toContain('\ufffd')
})

test('what would end a line or a calendar is text only', () => {
  const entry = { ...entryOf(programme, item('s1'), ORIGIN), title: 'one\rtwo\u0000\nEND:VCALENDAR' }
  const read = calendarFile([entry], NOW, 1).replaceAll('\r\n ', '').split('\r\n')
  expect(read).toContain('SUMMARY:one\\ntwo \\nEND:VCALENDAR')
  expect(read.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1)
})
