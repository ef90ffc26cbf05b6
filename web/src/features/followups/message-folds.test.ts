import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../platform/db.ts'
import { outbox, rows, view } from '../../platform/view.ts'
import { type MessageRow, registerMessageFolds } from './message-folds.ts'

let seq = 0
beforeAll(registerMessageFolds)
beforeEach(() => {
  rows.value = []
  outbox.value = []
})

function did(type: string, more: Record<string, unknown> = {}, state: Entry['state'] = 'pending'): string {
  const id = `e${++seq}`
  const body = { message: 'm', contact: 'c', intent: 'thanks', channel: 'email', type, ...more }
  outbox.value = [...outbox.value, { seq, id, v: 1, kind: 'message.event', at: '2026-06-18T07:00:00Z', zone: 'Europe/Berlin', body, state }]
  return id
}
const message = (): MessageRow | undefined => view.value.get<MessageRow>('message', 'm')

test('an approval keeps its text and hash until it is opened for changes again', () => {
  did('edited', { subject: 'A', body: 'one' })
  did('approved', { subject: 'A', body: 'two', to: 'elin@example.org', hash: 'h' })
  expect(message()).toMatchObject({ state: 'approved', body: 'two', to: 'elin@example.org', hash: 'h' })

  did('reopened')
  expect(message()).toMatchObject({ state: 'edited', body: 'two' })
  expect(message()?.hash).toBeUndefined()
})

test('what the phone does goes on from where the server stands', () => {
  rows.value = [{
    kind: 'message', id: 'm', contact: 'c', intent: 'thanks', channel: 'email', state: 'approved', subject: 'A', body: 'two', hash: 'h',
    at: '2026-06-18T06:00:00Z', events: [{ id: 'x', type: 'approved', at: '2026-06-18T06:00:00Z' }],
  }]
  const opened = did('handed_off')
  expect(message()).toMatchObject({ state: 'handed_off', body: 'two', hash: 'h' })

  did('not_sent', { names: opened })
  expect(message()).toMatchObject({ state: 'approved', hash: 'h' })
})

test('what the server refused did not happen', () => {
  did('approved', { subject: 'A', body: 'two', hash: 'wrong' }, 'refused')

  expect(message()).toBeUndefined()
})
