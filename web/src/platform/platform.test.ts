import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { open } from './db.ts'
import { load, post, postAll } from './outbox.ts'
import { outbox, registerFold, rows, view } from './view.ts'

beforeEach(async () => {
  const db = await open()
  for (const store of ['rows', 'outbox', 'settings'] as const) await db.clear(store)
  await load()
})

registerFold('agenda.set', (seen, entry) => {
  seen.put('agenda', String(entry.body['session']), { value: entry.body['value'] })
})

test('an act is durable and on the screen when post resolves', async () => {
  await post('agenda.set', { event: 'demo', session: 's1', value: 'going' })

  expect((await (await open()).getAll('outbox')).map((entry) => entry.kind)).toEqual(['agenda.set'])
  expect(view.value.get('agenda', 's1')?.['value']).toBe('going')
})

test('several acts keep their order', async () => {
  await postAll([{ kind: 'agenda.set', body: { session: 's1', value: 'going' } }, { kind: 'agenda.set', body: { session: 's1', value: null } }])

  expect(outbox.value.map((entry) => entry.seq)).toEqual([1, 2])
  expect(view.value.get('agenda', 's1')?.['value']).toBeNull()
})

test('an alias leads to the row that was kept', () => {
  rows.value = [{ kind: 'contact', id: 'kept', name: 'Ada' }, { kind: 'alias', id: 'old', to: 'kept' }]

  expect(view.value.get('contact', 'old')?.['name']).toBe('Ada')
})
