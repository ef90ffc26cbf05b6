/**
 * What acts about people do to the view, as the server will when it accepts them (`docs/feed.md`).
 * A capture that was refused is still a capture: scans and notes stay in sight.
 */
import type { Entry, Row } from '../../platform/db.ts'
import { registerFold, type View } from '../../platform/view.ts'
import { codeName } from '../card/code-names.ts'

/** Scans of a person this close are one encounter. */
const MEETING_MS = 15 * 60_000

type Body = Record<string, unknown>

export function registerContactFolds(): void {
  registerFold('scan.record', recordScan)
  registerFold('contact.set', accepted(setContact))
  registerFold('encounter.set', accepted(setEncounter))
  registerFold('tag.set', accepted(setTag))
  registerFold('note.save', saveNote)
  registerFold('contact.delete', accepted(deleteContact))
  registerFold('share.give', accepted(giveShare))
  registerFold('share.decline', accepted((seen, { body }) => seen.remove('ask', String(body['about']))))
  registerFold('share.withdraw', accepted((seen, { body }) => withdraw(seen, String(body['about']))))
  registerFold('block.set', accepted((seen, { body }) => { if (body['value'] !== false) withdraw(seen, String(body['about'])) }))
}

type Doing = (seen: View, entry: Entry) => void

/** Leave out what the server refused: the outbox shows it. */
const accepted = (fold: Doing): Doing => (seen, entry) => { if (entry.state !== 'refused') fold(seen, entry) }

/** The contact of an entry, made where nobody knows it: nothing captured waits for a parent. */
function contactOf(seen: View, body: Body, at: string): Row {
  const id = seen.resolve(String(body['contact']))
  if (!seen.get('contact', id)) {
    seen.put('contact', id, {
      hot: false, no_follow_up: false, tags: [], codes: [], i_give: false, they_give: false, mutual: false, made_at: at,
    })
  }
  return seen.get('contact', id) as Row
}

function recordScan(seen: View, { id, at, zone, body }: Entry): void {
  const contact = contactOf(seen, body, at)
  const name = codeName(String(body['raw']))
  const codes = contact['codes'] as string[]
  if (name && !codes.includes(name)) seen.put('contact', contact.id, { codes: [...codes, name] })
  if (body['share'] === 'swap') seen.put('contact', contact.id, { i_give: true })
  const encounter = meet(seen, contact.id, id, at, zone, body)
  const { event, session, raw, how } = body
  seen.put('scan', id, { contact: contact.id, encounter, at, event, session, raw, how })
}

/** The contact's encounter at that time, or a new one under `id`. */
function meet(seen: View, contact: string, id: string, at: string, zone: string, { event, session }: Body): string {
  const moment = Date.parse(at)
  const near = (row: Row): boolean =>
    seen.resolve(String(row['contact'])) === contact && Math.abs(Date.parse(String(row['at'])) - moment) <= MEETING_MS
  const scanned = seen.all('scan').find((row) => near(row) && row['encounter'])?.['encounter'] as string | undefined
  const known = scanned ?? seen.all('encounter').find(near)?.id
  if (known === undefined) seen.put('encounter', id, { contact, at, zone, event, session })
  else if (!seen.get('encounter', known)?.['event'] && event) seen.put('encounter', known, { contact, event, session })
  return known ?? id
}

/** The encounter that an id means: its own, one it was merged into, or a scan's. */
export function encounterIdOf(seen: View, id: string): string {
  if (seen.get('encounter', id)) return seen.resolve(id)
  return String(seen.get('scan', id)?.['encounter'] ?? seen.resolve(id))
}

function setContact(seen: View, { at, body }: Entry): void {
  const contact = contactOf(seen, body, at)
  seen.put('contact', contact.id, { [String(body['field'])]: body['value'] ?? undefined })
}

function setEncounter(seen: View, { at, zone, body }: Entry): void {
  const contact = contactOf(seen, body, at)
  const id = encounterIdOf(seen, String(body['encounter']))
  if (!seen.get('encounter', id)) seen.put('encounter', id, { contact: contact.id, at, zone })
  seen.put('encounter', id, { [String(body['field'])]: body['value'] ?? undefined })
}

function setTag(seen: View, { at, body }: Entry): void {
  const contact = contactOf(seen, body, at)
  const others = (contact['tags'] as string[]).filter((tag) => tag !== body['tag'])
  seen.put('contact', contact.id, { tags: body['value'] ? [...others, body['tag']].sort() : others })
}

/** The row with the text that this one replaces gets it; otherwise it becomes a row of its own. */
function saveNote(seen: View, { id, at, body }: Entry): void {
  const contact = contactOf(seen, body, at)
  const { base, note, encounter, text } = body
  const replaced = base ? seen.all('note').find((row) => row['by'] === base)?.id : undefined
  const row = replaced ?? (seen.get('note', String(note)) ? id : String(note))
  seen.put('note', row, {
    contact: contact.id, text, by: id, at, ...(encounter ? { encounter: encounterIdOf(seen, String(encounter)) } : {}),
  })
}

/** Only what was named goes; a contact with something left stays. */
function deleteContact(seen: View, { body }: Entry): void {
  const contact = seen.resolve(String(body['contact']))
  const named = body['seen'] as Record<string, string>
  const mine = (kind: string): Row[] => seen.all(kind).filter((row) => seen.resolve(String(row['contact'])) === contact)
  for (const note of mine('note')) if (named[note.id] === note['by']) seen.remove('note', note.id)
  for (const scan of mine('scan')) if (scan.id in named) seen.remove('scan', scan.id)
  if (mine('note').length > 0 || mine('scan').length > 0) return
  for (const encounter of mine('encounter')) seen.remove('encounter', encounter.id)
  seen.remove('contact', contact)
}

function giveShare(seen: View, { body }: Entry): void {
  const about = String(body['about'])
  const ask = seen.get('ask', about)
  if (seen.get('contact', about)) {
    seen.put('contact', about, { i_give: true, mutual: seen.get('contact', about)?.['they_give'] === true })
  } else if (ask) {
    seen.put('contact', about, {
      hot: false, no_follow_up: false, tags: [], codes: [], face: ask['face'], i_give: true, they_give: true, mutual: true,
      made_at: ask['at'],
    })
  }
  seen.remove('ask', about)
}

function withdraw(seen: View, about: string): void {
  if (seen.get('contact', about)) seen.put('contact', about, { i_give: false, mutual: false })
  for (const scan of seen.all('scan')) {
    if (scan['share'] && seen.resolve(String(scan['contact'])) === seen.resolve(about)) seen.put('scan', scan.id, { share: false })
  }
  seen.remove('shared', about)
  seen.remove('ask', about)
}
