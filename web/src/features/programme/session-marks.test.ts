import { beforeEach, expect, test } from 'vitest'
import type { Entry, Row } from '../../platform/db.ts'
import { outbox, rows, view } from '../../platform/view.ts'
import { registerAgendaFolds, visitOf } from './agenda.ts'
import { hasNote, notesOf, registerMarkFolds, wantsAgain } from './session-marks.ts'

registerAgendaFolds()
registerMarkFolds()

const about = { event: 'expo26', session: 's1' }
let seq = 0

function entry(kind: string, body: Record<string, unknown>, more: Partial<Entry> = {}): Entry {
  seq += 1
  return { seq, id: `e${seq}`, v: 1, kind, at: `2026-06-09T09:0${seq}:00Z`, zone: 'UTC', body: { ...about, ...body }, state: 'pending', ...more }
}

const note = (text: string, base: string | null = null, id = 'n1', more: Partial<Entry> = {}): Entry =>
  entry('session_note.save', { note: id, base, text }, more)

beforeEach(() => {
  seq = 0
  rows.value = []
  outbox.value = []
})

test('a note that goes on is one note', () => {
  outbox.value = [note('ask'), note('ask about ferritin', 'e1')]
  expect(notesOf('expo26', 's1').map(({ id, text, by }) => [id, text, by])).toEqual([['n1', 'ask about ferritin', 'e2']])
  expect(hasNote('expo26', 's1')).toBe(true)
  expect(hasNote('expo26', 's2')).toBe(false)
})

test('a text changed on two phones is there in both versions', () => {
  const row: Row = { kind: 'session_note', id: 'n1', ...about, text: 'from the other phone', by: 'e77', at: '2026-06-09T08:00:00Z' }
  rows.value = [row]
  outbox.value = [note('from this one', 'e50')]
  expect(notesOf('expo26', 's1').map(({ id, text }) => [id, text])).toEqual([['n1', 'from the other phone'], ['e1', 'from this one']])
})

test('an emptied note is no note, and may be taken up again', () => {
  outbox.value = [note('ask'), note('', 'e1')]
  expect(notesOf('expo26', 's1')).toEqual([])
  outbox.value = [...outbox.value, note('after all', 'e2')]
  expect(notesOf('expo26', 's1').map(({ text }) => text)).toEqual(['after all'])
})

test('a note that the server refused is still there: it is a capture', () => {
  outbox.value = [note('ask', null, 'n1', { state: 'refused' })]
  expect(notesOf('expo26', 's1')).toHaveLength(1)
})

test('a visit is ticked, unticked and ticked anew', () => {
  outbox.value = [entry('visit.add', {})]
  expect(visitOf('expo26', 's1')?.toISOString()).toBe('2026-06-09T09:01:00.000Z')
  outbox.value = [...outbox.value, entry('visit.remove', {})]
  expect(visitOf('expo26', 's1')).toBeUndefined()
  outbox.value = [...outbox.value, entry('visit.add', {})]
  expect(visitOf('expo26', 's1')?.toISOString()).toBe('2026-06-09T09:03:00.000Z')
})

test('what to come back to is marked until it is not, and a refused mark is none', () => {
  outbox.value = [entry('revisit.set', { value: true })]
  expect(wantsAgain('expo26', 's1')).toBe(true)
  outbox.value = [...outbox.value, entry('revisit.set', { value: false })]
  expect(wantsAgain('expo26', 's1')).toBe(false)
  outbox.value = [entry('revisit.set', { value: true }, { state: 'refused' }), entry('visit.remove', {}, { state: 'refused' })]
  expect(wantsAgain('expo26', 's1')).toBe(false)
  expect(view.value.all('revisit')).toEqual([])
})
