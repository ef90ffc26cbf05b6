import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { open } from '../../platform/db.ts'
import { load } from '../../platform/outbox.ts'
import { outbox } from '../../platform/view.ts'
import { registerContactFolds } from '../contacts/contact-folds.ts'
import { contactFor } from '../contacts/contacts.ts'
import { livePass, PHOTO_PASSES } from './decoding.ts'
import { NoteWriter } from '../../platform/note-writer.ts'
import { equalise, even, meanOf, type Picture, soften } from './pictures.ts'
import { type Happening, sessionNow, sessionsNear, topicsOf } from './places.ts'
import { capture, keepByHand, shareBack, undo } from './scans.ts'

const vectors = JSON.parse(readFileSync(new URL('../../../../tests/vectors/codes.json', import.meta.url), 'utf8')) as {
  host: string
  faces: { text: string }[]
  full: { text: string }[]
}
const CODE = vectors.faces[0]!.text

beforeAll(() => {
  vi.stubGlobal('location', { host: vectors.host })
  registerContactFolds()
})
beforeEach(async () => {
  for (const store of ['rows', 'outbox', 'settings'] as const) await (await open()).clear(store)
  await load()
})
const kinds = (): string[] => outbox.value.map((entry) => entry.kind)

test('a scan is durable, with its place, before it is read', async () => {
  const { scan, contact, isNew, found } = await capture(CODE, 'camera', { event: 'demo', session: 's1' })

  expect((await (await open()).getAll('outbox'))[0]).toMatchObject({
    id: scan, kind: 'scan.record', body: { contact, raw: CODE, how: 'camera', share: 'none', event: 'demo', session: 's1' },
  })
  expect([isNew, found.kind, contactFor(contact)?.name]).toEqual([true, 'live', 'Mira Solberg'])
})

test('another minute of the same code is the same person', async () => {
  const first = await capture(CODE, 'camera', {})
  const second = await capture(vectors.full[0]!.text, 'camera', {})

  expect(second).toMatchObject({ contact: first.contact, isNew: false })
  expect(contactFor(first.contact)?.scans).toHaveLength(2)
})

test('a business card fills in what nobody wrote', async () => {
  const card = 'MECARD:N:Example,Ada;EMAIL:ada@example.org;;'
  const { contact } = await capture(card, 'photo', {})
  const again = await capture(card, 'photo', {})

  expect(again.contact).toBe(contact)
  expect(kinds()).toEqual(['scan.record', 'contact.set', 'contact.set', 'scan.record'])
  expect(contactFor(contact)).toMatchObject({ name: 'Ada Example', email: 'ada@example.org', standing: 'plain' })
})

test('a code that is not ours is kept', async () => {
  const { contact, found } = await capture('tb5dkf3fkcwk3hsz2q8m7d9p1x4v6n0a', 'camera', {})
  expect(found.kind).toBe('ticket')
  expect(contactFor(contact)?.scans).toHaveLength(1)
})

test('undo takes the scan back, and a card that was given with it', async () => {
  const captured = await capture(CODE, 'camera', {})
  await shareBack(captured.contact)
  expect(contactFor(captured.contact)?.iGive).toBe(true)
  await undo(captured)

  expect(kinds()).toEqual(['scan.record', 'share.give', 'share.withdraw', 'contact.delete'])
  expect(contactFor(captured.contact)).toBeUndefined()
})

test('undo of a second scan leaves the person and what they were given', async () => {
  const first = await capture(CODE, 'camera', {})
  await shareBack(first.contact)
  await undo(await capture(CODE, 'camera', {}))

  expect(contactFor(first.contact)).toMatchObject({ iGive: true, scans: [{ id: first.scan }] })
})

test('somebody without a code has a name and an encounter', async () => {
  const contact = await keepByHand({ name: 'Ruben Dalmere', institution: '' }, { event: 'demo' })
  const nowhere = await keepByHand({ name: 'Kofi Brandt' }, {})

  expect(contactFor(contact)).toMatchObject({ name: 'Ruben Dalmere', encounters: [{ event: 'demo' }] })
  expect(contactFor(nowhere)?.encounters).toHaveLength(1)
})

test('a note is saved again in place of itself, and only when it changed', async () => {
  const { contact, scan } = await capture(CODE, 'camera', {})
  const note = new NoteWriter('note.save', { contact, encounter: scan })
  await Promise.all([note.save('Runs'), note.save('Runs the iron clinic'), note.save('Runs the iron clinic ')])

  const notes = contactFor(contact)?.notes ?? []
  expect(notes.map(({ text }) => text)).toEqual(['Runs the iron clinic'])
  expect(kinds()).toEqual(['scan.record', 'note.save', 'note.save'])
  await new NoteWriter('note.save', { contact, encounter: scan }, notes[0]).save('')
  expect(contactFor(contact)?.notes).toMatchObject([{ text: '' }])
})

const at = (time: string): Date => new Date(`2026-06-10T${time}:00Z`)
const happening = (id: string, start: string, end: string, more: Partial<Happening> = {}): Happening =>
  ({ id, title: id, kind: 'talk', start: at(start), end: at(end), ...more })
const plans = (going: string[], visited: Record<string, string> = {}) => ({
  isGoing: (id: string) => going.includes(id),
  visitedAt: (id: string) => (visited[id] ? at(visited[id]) : undefined),
})
const DAY = [
  happening('opening', '09:00', '10:00'),
  happening('a', '10:00', '11:00'),
  happening('b', '10:00', '11:00'),
  happening('off', '10:00', '11:00', { cancelled: true }),
  happening('posters', '10:00', '12:00', { kind: 'poster-session' }),
  happening('p1', '10:00', '12:00', { kind: 'poster', within: 'posters' }),
  happening('lunch', '12:00', '13:00', { kind: 'meal' }),
]

test.each([
  ['the only thing on', plans([]), '09:30', 'opening'],
  ['nothing to choose between several', plans([]), '10:30', undefined],
  ['what one goes to', plans(['a']), '10:30', 'a'],
  ['a poster just visited, whatever one goes to', plans(['a'], { p1: '10:20' }), '10:30', 'p1'],
  ['what one goes to again, half an hour later', plans(['a'], { p1: '10:20' }), '10:50', 'a'],
  ['what has just ended', plans(['a']), '11:10', 'a'],
  ['lunch, where nothing else is on', plans([]), '12:30', 'lunch'],
  ['nothing long after', plans(['a']), '14:00', undefined],
  ['nothing that was cancelled', plans(['off']), '10:30', undefined],
])('the session is %s', (_, plan, time, expected) => {
  expect(sessionNow(DAY, plan, at(time))?.id).toBe(expected)
})

test('what one goes to is offered first', () => {
  expect(sessionsNear(DAY, plans(['b']), at('10:30')).map(({ id }) => id)).toEqual(['b', 'opening', 'a', 'posters'])
})

test('topics are the telling words of a title', () => {
  expect(topicsOf('Iron before discharge: five wards, one checklist')).toEqual(['Iron', 'Discharge', 'Five wards', 'Checklist'])
  expect(topicsOf('The')).toEqual([])
})

test('live frames take turns, a photo is read in every way', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map((frame) => livePass(frame).scale)).toEqual([1, 1, 2, 1, 1, 3, 1, 1, 2])
  expect([0, 1, 2, 3].map((frame) => livePass(frame).inverted)).toEqual([false, false, false, true])
  expect(livePass(8)).toMatchObject({ evened: true, crop: 600 })
  expect(new Set(PHOTO_PASSES.map((pass) => JSON.stringify(pass))).size).toBe(PHOTO_PASSES.length)
  expect(PHOTO_PASSES.every((pass) => pass.inverted)).toBe(true)
})

const picture = (pixels: number[], width: number): Picture => ({
  data: Uint8ClampedArray.from(pixels.flatMap((pixel) => [pixel, pixel, pixel, 255])), width, height: pixels.length / width,
})

test('the mean is taken over what is there, at the edges too', () => {
  expect([...meanOf(Float32Array.from([0, 3, 6, 9]), 4, 1, 1)]).toEqual([1.5, 3, 6, 7.5])
  expect([...meanOf(Float32Array.from([0, 4, 8, 12]), 2, 2, 5)]).toEqual([6, 6, 6, 6])
})

test('evened out, a dark mark in glare is as dark as one in the shade', () => {
  const seen = picture([...Array(60).keys()].map((at) => (at % 2 ? 20 : 0) + (at < 30 ? 30 : 220)), 60)
  even(seen)
  const [shade, glare] = [seen.data[4 * 4]!, seen.data[4 * 54]!]
  expect(Math.abs(shade - glare)).toBeLessThan(25)
  soften(seen)
  expect(seen.data[3]).toBe(255)
  const dark = picture([0, 1, 2, 3], 2)
  equalise(dark)
  expect([0, 4, 8, 12].map((at) => dark.data[at])).toEqual([64, 128, 191, 255])
})
