/**
 * Addresses that put something into a calendar, as the calendars take them.
 *
 * Google wants `webcal:` inside `cid`; with https it asks for a file. The new Outlook for Windows
 * strips the `webcal:` of a link, so that its button has one more. Both open a filled form for one
 * entry, in UTC.
 */
import { clockTime } from '../../words/format.ts'
import * as words from '../../words/index.ts'

/** One thing with a time, as a calendar shows it. */
export interface CalendarEntry {
  uid: string
  title: string
  start: Date
  end: Date
  place: string
  /** The venue's time in words, people, and where the app shows it. */
  description: string
  cancelled?: boolean
  tentative?: boolean
}

/** Opens the subscription in Apple's calendar, Thunderbird and most others. */
export const webcalAddress = (address: string): string => address.replace(/^https?:/, 'webcal:')

export const googleSubscription = (address: string): string =>
  `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcalAddress(address))}`

export const outlookSubscription = (address: string): string => `webcal:${address}`

/** More makes an address that some browsers cut. */
const DESCRIPTION_LENGTH = 600

export function googleEntry(entry: CalendarEntry): string {
  return `https://calendar.google.com/calendar/render?${query({
    action: 'TEMPLATE', text: entry.title, dates: `${compact(entry.start)}/${compact(entry.end)}`,
    details: shortened(entry.description), location: entry.place,
  })}`
}

export function outlookEntry(entry: CalendarEntry): string {
  return `https://outlook.office.com/calendar/deeplink/compose?${query({
    path: '/calendar/action/compose', rru: 'addevent', startdt: utc(entry.start), enddt: utc(entry.end),
    subject: entry.title, body: shortened(entry.description), location: entry.place,
  })}`
}

/** "2026-09-08T08:00:00Z" */
const utc = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`
/** "20260908T080000Z" */
export const compact = (moment: Date): string => utc(moment).replace(/[-:]/g, '')

const shortened = (text: string): string => ([...text].length > DESCRIPTION_LENGTH ? `${[...text].slice(0, DESCRIPTION_LENGTH - 1).join('')}…` : text)

/** A plus for a blank, as forms write it, is shown as a plus by Outlook. */
const query = (fields: Record<string, string>): string =>
  Object.entries(fields).filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')

/** "10:00 to 10:30 venue time, Europe/Madrid": calendars show their own zone beside it. */
export const venueWords = (start: Date, end: Date, zone: string): string =>
  words.calendar.venueTime(clockTime(start, zone), clockTime(end, zone), zone)
