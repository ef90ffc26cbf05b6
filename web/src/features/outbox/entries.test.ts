import { beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../platform/db.ts'
import { outbox, rows } from '../../platform/view.ts'
import { editable, needsYou, reason, standing, told } from './entries.ts'

const entry = (kind: string, body: Record<string, unknown>, more: Partial<Entry> = {}): Entry =>
  ({ seq: 1, id: 'e1', v: 1, kind, at: '2026-06-10T10:00:00Z', zone: 'Europe/Berlin', body, state: 'pending', ...more })

beforeEach(() => {
  outbox.value = []
  rows.value = [{ kind: 'contact', id: 'c1', name: 'Elin Vasstrand', tags: [], codes: [] }]
})

test('an entry says what it does and about whom', () => {
  expect(told(entry('scan.record', { contact: 'c1', event: 'expo26', raw: 'x' }))).toEqual({ title: 'Scan of Elin Vasstrand', detail: 'expo26' })
  expect(told(entry('note.save', { contact: 'c1', text: 'sends the discharge lists' }))).toEqual({ title: 'Note on Elin Vasstrand', detail: '4 words' })
  expect(told(entry('agenda.set', { event: 'expo26', session: 's1', value: 'going' }))).toEqual({ title: 'Going to a session', detail: 'expo26' })
  rows.value = [...rows.value, { kind: 'own', id: 'o1', event: 'expo26', title: 'Ward call' }]
  expect(told(entry('own.set', { event: 'expo26', own: 'o2', title: 'Lunch with Bo' }))).toEqual({ title: 'Planned something of my own', detail: 'Lunch with Bo' })
  expect(told(entry('own.set', { event: 'expo26', own: 'o1', gone: true }))).toEqual({ title: 'Took something of my own off', detail: 'Ward call' })
  expect(told(entry('overlap.keep', { event: 'expo26', one: 's1', other: 's2', minutes: 5 }))).toEqual({ title: 'Kept two that overlap', detail: 'expo26' })
  expect(told(entry('contact.set', { contact: 'nobody', field: 'email' }))).toEqual({ title: 'Details of somebody', detail: 'E-mail' })
  expect(told(entry('from.the.future', {}))).toEqual({ title: 'An entry', detail: 'from.the.future' })
})

test('each state has its word', () => {
  expect(standing(entry('card.set', {}))).toBe('Waiting')
  expect(standing(entry('card.set', {}, { later: ['2026-06-10T10:00:00Z', '2026-06-10T10:05:00Z'] }))).toBe('Tried 2 times')
  expect(standing(entry('card.set', {}, { state: 'refused' }))).toBe('Refused')
  expect(standing(entry('card.set', {}, { state: 'aside' }))).toBe('Set aside')
  expect([entry('x', {}), entry('x', {}, { state: 'refused' }), entry('x', {}, { state: 'aside' })].map(needsYou)).toEqual([false, true, true])
})

test('a refusal is told in the words of the server', () => {
  const problem = { type: '/problems/invalid-request', title: 'No.', status: 422, detail: 'Some fields were wrong.' }
  expect(reason(entry('x', {}, { state: 'refused', problem }))).toBe('Some fields were wrong.')
  const errors = [{ pointer: '#/text', detail: 'Longer than 10,000 characters.' }]
  expect(reason(entry('x', {}, { state: 'refused', problem: { ...problem, errors } }))).toBe('Longer than 10,000 characters.')
  expect(reason(entry('x', {}, { state: 'aside' }))).toBe('The server failed on it several times. Nothing else is held up.')
})

test('texts can be corrected, facts can not', () => {
  expect(editable(entry('note.save', { text: 'a' }))).toEqual({ member: 'text', text: 'a' })
  expect(editable(entry('card.set', { field: 'name', value: 'Mira' }))).toEqual({ member: 'value', text: 'Mira' })
  expect(editable(entry('contact.set', { field: 'hot', value: true }))).toBeUndefined()
  expect(editable(entry('scan.record', { raw: 'x' }))).toBeUndefined()
})
