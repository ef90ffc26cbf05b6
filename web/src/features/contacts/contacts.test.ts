import { readFileSync } from 'node:fs'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Entry } from '../../platform/db.ts'
import { outbox, rows, view } from '../../platform/view.ts'
import { registerContactFolds } from './contact-folds.ts'
import { contactByCode, contactFor, contacts } from './contacts.ts'

const vectors = JSON.parse(readFileSync(new URL('../../../../tests/vectors/codes.json', import.meta.url), 'utf8')) as {
  host: string
  faces: { text: string; key_text: string }[]
}
const CODE = vectors.faces[0]!
const EARLY = '2026-06-10T10:00:00Z'
let seq = 0

beforeAll(() => {
  vi.stubGlobal('location', { host: vectors.host })
  registerContactFolds()
})
beforeEach(() => {
  rows.value = []
  outbox.value = []
})

function did(kind: string, body: Record<string, unknown>, more: Partial<Entry> = {}): Entry {
  const entry: Entry = { seq: ++seq, id: `e${seq}`, v: 1, kind, at: EARLY, zone: 'Europe/Berlin', body, state: 'pending', ...more }
  outbox.value = [...outbox.value, entry]
  return entry
}
const scan = (contact: string, more: Partial<Entry> = {}, body: Record<string, unknown> = {}): Entry =>
  did('scan.record', { contact, raw: CODE.text, how: 'camera', share: 'none', event: 'demo', session: 's1', ...body }, more)

test('a scan is a contact with a face at once, not checked yet', () => {
  const { id } = scan('c1')

  const contact = contactFor('c1')
  expect(contact).toMatchObject({ name: 'Mira Solberg', headline: 'Resident', standing: 'unchecked', iGive: false })
  expect(contact?.encounters).toMatchObject([{ id, event: 'demo', session: 's1' }])
  expect(contactByCode(CODE.key_text)?.id).toBe('c1')
})

test('scans within fifteen minutes are one encounter, later ones another', () => {
  const first = scan('c1')
  scan('c1', { at: '2026-06-10T10:14:00Z' })
  const third = scan('c1', { at: '2026-06-10T10:40:00Z' })

  expect(contactFor('c1')?.scans).toHaveLength(3)
  expect(contactFor('c1')?.encounters.map((encounter) => encounter.id)).toEqual([first.id, third.id])
})

test('what I wrote comes before what they gave, and that before what the code says', () => {
  scan('c1')
  rows.value = [{
    kind: 'contact', id: 'c1', codes: [], tags: [], hot: false, they_give: true, face: { name: 'Dr. Mira Solberg', headline: 'Consultant' },
  }]
  did('contact.set', { contact: 'c1', field: 'headline', value: 'Iron clinic' })

  expect(contactFor('c1')).toMatchObject({
    name: 'Dr. Mira Solberg', headline: 'Iron clinic', institution: 'Fernhill University Hospital', standing: 'given',
  })
})

test('the server’s verdict replaces “not checked yet”', () => {
  const contact = { kind: 'contact', id: 'c1', codes: [CODE.key_text], tags: [] }
  const verdict = (given: string) => ({ kind: 'scan', id: 's', contact: 'c1', encounter: 's', at: EARLY, raw: CODE.text, how: 'camera', verdict: given })
  for (const [given, standing] of [['waits', 'waits'], ['not-verified', 'not-verified'], ['asks', 'asked'], ['own', 'own']] as const) {
    rows.value = [contact, verdict(given)]
    expect(contactFor('c1')?.standing).toBe(standing)
  }
  rows.value = [{ ...contact, mutual: true, they_give: true, i_give: true }, verdict('good')]
  expect(contactFor('c1')?.standing).toBe('mutual')
})

test('a refused scan or note is still there; other refused acts are not', () => {
  scan('c1', { state: 'refused' })
  did('note.save', { contact: 'c1', note: 'n1', base: null, text: 'kept' }, { state: 'refused' })
  did('contact.set', { contact: 'c1', field: 'hot', value: true }, { state: 'refused' })

  expect(contactFor('c1')).toMatchObject({ hot: false, notes: [{ text: 'kept' }], scans: [{ raw: CODE.text }] })
})

test('an edit replaces the text it was made from; two edits of one text stay two', () => {
  scan('c1')
  const first = did('note.save', { contact: 'c1', note: 'n1', base: null, text: 'one' })
  did('note.save', { contact: 'c1', note: 'n1', base: first.id, text: 'two' })
  did('note.save', { contact: 'c1', note: 'n1', base: first.id, text: 'other' })

  expect(contactFor('c1')?.notes.map((note) => note.text).sort()).toEqual(['other', 'two'])
})

test('deleting takes only what was seen', () => {
  const { id } = scan('c1')
  did('note.save', { contact: 'c1', note: 'n1', base: null, text: 'later' })
  did('contact.delete', { contact: 'c1', seen: { [id]: '' } })
  expect(contactFor('c1')?.notes).toHaveLength(1)

  outbox.value = []
  const again = scan('c2')
  did('contact.delete', { contact: 'c2', seen: { [again.id]: '' } })
  expect(contactFor('c2')).toBeUndefined()
  expect(view.value.all('encounter')).toEqual([])
})

test('tags, fields of encounters by a scan’s id, and contacts by hand', () => {
  const { id } = scan('c1')
  did('tag.set', { contact: 'c1', tag: 'iron', value: true })
  did('tag.set', { contact: 'c1', tag: 'heart', value: true })
  did('tag.set', { contact: 'c1', tag: 'iron', value: false })
  did('encounter.set', { contact: 'c1', encounter: id, field: 'promise', value: 'ward data' })
  did('contact.set', { contact: 'c2', field: 'name', value: 'By Hand' })

  expect(contactFor('c1')).toMatchObject({ tags: ['heart'], encounters: [{ promise: 'ward data' }] })
  expect(contactFor('c2')).toMatchObject({ name: 'By Hand', standing: 'plain', encounters: [] })
})

test('giving to an ask makes the contact; withdrawing takes it back', () => {
  rows.value = [{ kind: 'ask', id: 'a1', face: { name: 'Hana Birchwood' }, at: EARLY }, { kind: 'shared', id: 'h1', face: { name: 'Tomas' }, since: EARLY }]
  did('share.give', { about: 'a1' })
  did('share.withdraw', { about: 'h1', met_by: [] })

  expect(contactFor('a1')).toMatchObject({ name: 'Hana Birchwood', mutual: true })
  expect([view.value.all('ask'), view.value.all('shared')]).toEqual([[], []])
  did('share.withdraw', { about: 'a1', met_by: [] })
  expect(contacts.value.get('a1')).toMatchObject({ iGive: false, mutual: false })
})

test('a card given to somebody who is not known yet counts as given until it is taken back', () => {
  rows.value = [
    { kind: 'contact', id: 'c1', codes: [CODE.key_text], tags: [], i_give: false },
    { kind: 'scan', id: 's', contact: 'c1', encounter: 's', at: EARLY, raw: CODE.text, how: 'camera', verdict: 'waits', share: true },
  ]
  expect(contactFor('c1')).toMatchObject({ iGive: true, standing: 'waits' })
  did('share.withdraw', { about: 'c1', met_by: [CODE.key_text] })
  expect(contactFor('c1')?.iGive).toBe(false)
})

test('merged contacts are one', () => {
  scan('old')
  rows.value = [{ kind: 'alias', id: 'old', to: 'kept' }, { kind: 'contact', id: 'kept', name: 'Mira', codes: [], tags: [] }]

  expect(contactFor('old')).toMatchObject({ id: 'kept', name: 'Mira', scans: [{ raw: CODE.text }] })
})
