import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clock } from './clock.ts'
import { type Entry, open } from './db.ts'
import type { SyncRequest } from './exchange.ts'
import { load, post, postAll } from './outbox.ts'
import { openProfile } from './profile.ts'
import { json, PROBLEM, refuse, type Reply, Server } from './sync.fake.ts'
import { account, adoptAccount, syncNow, syncState } from './sync.ts'
import { outbox, rows } from './view.ts'

const STORES = ['settings', 'rows', 'outbox', 'sent'] as const
let server: Server
/** What stands between: a test puts a portal, a failure or silence here. */
let between: ((request: SyncRequest, on: () => Reply) => Reply) | undefined

beforeEach(async () => {
  const db = await open()
  for (const store of STORES) await db.clear(store)
  server = new Server()
  between = undefined
  vi.stubGlobal('fetch', async (_path: string, init: { body: string }) => {
    const request = JSON.parse(init.body) as SyncRequest
    const on = (): Reply => server.answer(request)
    return between ? between(request, on) : on()
  })
  await openProfile()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  clock.now = () => new Date()
})

const act = (name: string): Promise<Entry> => post('note.save', { name })
const held = async (store: 'outbox' | 'sent'): Promise<unknown[]> =>
  (await (await open()).getAll(store)).map((entry) => entry.body['name'] ?? entry.kind)

test('without an account nothing is sent', async () => {
  await act('one')
  await syncNow()

  expect(server.requests).toEqual([])
  expect(syncState.value.phase).toBe('idle')
})

test('signing in drains what this phone holds, the code first', async () => {
  await act('one')
  await adoptAccount('asha@example.org')

  expect(server.taken).toEqual(['code.register', 'one'])
  expect(await held('outbox')).toEqual([])
  expect(await held('sent')).toEqual(['code.register', 'one'])
  expect(account.value).toBe('asha@example.org')
  expect(syncState.value).toMatchObject({ phase: 'idle', sent_at: expect.any(String) })
})

test('an entry is flat on the wire', async () => {
  const entry = await post('agenda.set', { event: 'demo', session: 's1', value: 'going' })
  await adoptAccount('asha@example.org')

  expect(server.requests[0]).toMatchObject({ client: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/), schema: 1, epoch: null, cursor: 0 })
  expect(server.requests[0]?.entries[1]).toEqual({
    id: entry.id, v: 1, kind: 'agenda.set', at: entry.at, zone: entry.zone, event: 'demo', session: 's1', value: 'going',
  })
})

test('many acts go in order, a hundred at a time', async () => {
  await postAll(Array.from({ length: 230 }, (_, n) => ({ kind: 'note.save', body: { name: n } })))
  await adoptAccount('asha@example.org')

  expect(server.requests.map((request) => request.entries.length)).toEqual([100, 100, 31])
  expect(server.taken).toEqual(['code.register', ...Array.from({ length: 230 }, (_, n) => String(n))])
})

test('a request stays within 256 kB', async () => {
  await postAll(Array.from({ length: 4 }, (_, n) => ({ kind: 'note.save', body: { name: n, text: 'x'.repeat(100_000) } })))
  await adoptAccount('asha@example.org')

  expect(server.requests.map((request) => request.entries.length)).toEqual([3, 2])
  for (const request of server.requests) expect(JSON.stringify(request).length).toBeLessThanOrEqual(256_000)
})

test('what changed is read, page by page, and what is gone goes', async () => {
  for (const id of ['1', '2', '3']) server.change('contact', id, { name: id })
  await adoptAccount('asha@example.org')
  expect(rows.value.map((row) => row.id)).toEqual(['1', '2', '3'])

  server.change('contact', '2', { gone: true })
  await syncNow()

  expect(rows.value.map((row) => row.id)).toEqual(['1', '3'])
  expect(server.requests.at(-1)?.cursor).toBe(3)
})

test('a reply that is lost is asked for again and changes nothing twice', async () => {
  await act('one')
  between = (_request, on) => { void on(); throw new TypeError('connection reset') }
  await adoptAccount('asha@example.org')
  expect(await held('outbox')).toEqual(['code.register', 'one'])

  between = undefined
  await syncNow()

  expect(server.taken).toEqual(['code.register', 'one'])
  expect(await held('outbox')).toEqual([])
})

test('a crash while the answer is kept keeps none of it', async () => {
  server.change('contact', '1', { name: 'Ada' })
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const real = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...rest) {
    if (this.name === 'settings' && rest[1] === 'cursor' && rest[0] === 1) throw new Error('the battery died')
    return real.apply(this, rest)
  })
  await adoptAccount('asha@example.org')
  const db = await open()
  expect(await held('outbox')).toEqual(['code.register'])
  expect(await held('sent')).toEqual([])
  expect(await db.getAll('rows')).toEqual([])

  vi.restoreAllMocks()
  await syncNow()

  expect(await held('outbox')).toEqual([])
  expect(rows.value).toEqual([{ kind: 'contact', id: '1', name: 'Ada' }])
})

test('two tabs send one at a time and nothing twice', async () => {
  await postAll(Array.from({ length: 150 }, (_, n) => ({ kind: 'note.save', body: { name: n } })))
  vi.resetModules()
  const other = await import('./sync.ts')
  await Promise.all([adoptAccount('asha@example.org'), other.adoptAccount('asha@example.org')])

  expect(server.mostInFlight).toBe(1)
  expect(server.requests.flatMap((request) => request.entries).length).toBe(151)
  expect(server.taken.length).toBe(151)
})

test('what is refused is kept with its reason and holds up nothing', async () => {
  server.judge = (entry) => (entry['name'] === 'bad' ? 'refused' : 'done')
  await act('bad')
  await act('good')
  await adoptAccount('asha@example.org')

  expect(server.taken).toEqual(['code.register', 'good'])
  expect(outbox.value).toMatchObject([{ body: { name: 'bad' }, state: 'refused', problem: PROBLEM }])
  await syncNow()
  expect(server.requests.at(-1)?.entries).toEqual([])
})

test('what is put off five times in a day is set aside', async () => {
  server.judge = (entry) => (entry['name'] === 'ill' ? 'later' : 'done')
  await adoptAccount('asha@example.org')
  await act('ill')
  for (let time = 1; time <= 4; time++) await syncNow()
  expect(outbox.value).toMatchObject([{ state: 'pending', later: { length: 4 } }])

  await syncNow()

  expect(outbox.value).toMatchObject([{ state: 'aside' }])
})

test('what is put off once a day is never set aside', async () => {
  server.judge = (entry) => (entry['name'] === 'ill' ? 'later' : 'done')
  await adoptAccount('asha@example.org')
  await act('ill')
  for (let day = 0; day < 7; day++) {
    clock.now = () => new Date(Date.now() + day * 25 * 3_600_000)
    await syncNow()
  }

  expect(outbox.value).toMatchObject([{ state: 'pending' }])
})

test('a portal page loses nothing', async () => {
  await act('one')
  between = () => new Response('<h1>Accept the terms</h1>', { headers: { 'Content-Type': 'text/html' } })
  await adoptAccount('asha@example.org')

  expect(await held('outbox')).toEqual(['code.register', 'one'])
  expect(syncState.value.phase).toBe('unreachable')
})

test('JSON of somebody else is no answer', async () => {
  await act('one')
  between = () => json({ status: 'ok' })
  await adoptAccount('asha@example.org')

  expect(await held('outbox')).toEqual(['code.register', 'one'])
  expect(syncState.value.phase).toBe('unreachable')
})

test('401 stops, deletes nothing, and says to sign in', async () => {
  await act('one')
  between = () => refuse({ ...PROBLEM, status: 401 })
  await adoptAccount('asha@example.org')

  expect(await held('outbox')).toEqual(['code.register', 'one'])
  expect(syncState.value.phase).toBe('signed-out')
})

test('a profile of another account keeps its entries and says whose it is', async () => {
  await act('one')
  between = () => refuse({ ...PROBLEM, type: '/problems/client-bound', status: 409, bound_to: 'b…@example.org' })
  await adoptAccount('asha@example.org')

  expect(await held('outbox')).toEqual(['code.register', 'one'])
  expect(syncState.value).toMatchObject({ phase: 'bound', bound_to: 'b…@example.org' })
})

test('an app too old to be understood keeps its entries', async () => {
  await act('one')
  between = () => refuse({ ...PROBLEM, status: 426 })
  await adoptAccount('asha@example.org')

  expect(await held('outbox')).toEqual(['code.register', 'one'])
  expect(syncState.value.phase).toBe('outdated')
})

test('after a restore, what was acknowledged goes out again before the rest, and rows are read anew', async () => {
  server.change('contact', 'lost', { name: 'Ada' })
  server.change('contact', 'kept', { name: 'Ben' })
  await act('first')
  await adoptAccount('asha@example.org')
  expect(rows.value.map((row) => row.id).sort()).toEqual(['kept', 'lost'])

  Object.assign(server, { epoch: 'e2', receipts: new Map(), taken: [], feed: [] })
  server.change('contact', 'kept', { name: 'Benedikt' })
  await act('second')
  await syncNow()

  expect(server.taken).toEqual(['code.register', 'first', 'second'])
  expect(rows.value).toEqual([{ kind: 'contact', id: 'kept', name: 'Benedikt' }])
  expect(await held('sent')).toEqual(['code.register', 'first', 'second'])
})

test('acknowledged entries are kept thirty days', async () => {
  await adoptAccount('asha@example.org')
  clock.now = () => new Date(Date.now() + 31 * 24 * 3_600_000)
  await act('later')
  await syncNow()

  expect(await held('sent')).toEqual(['later'])
})

test('too large a batch is halved, and too large an entry is kept with the reason', async () => {
  await postAll(['a', 'b', 'big', 'c'].map((name) => ({ kind: 'note.save', body: { name } })))
  between = (request, on) =>
    (request.entries.some((entry) => entry['name'] === 'big') ? refuse({ ...PROBLEM, status: 413 }) : on())
  await adoptAccount('asha@example.org')

  expect(server.taken).toEqual(['code.register', 'a', 'b', 'c'])
  expect(outbox.value).toMatchObject([{ body: { name: 'big' }, state: 'refused', problem: { status: 413 } }])
})

test('a refusal that says nothing of the entries sets none aside', async () => {
  await act('one')
  between = () => refuse({ ...PROBLEM, status: 403 })
  for (let time = 0; time < 8; time++) await adoptAccount('asha@example.org')

  expect(outbox.value.map((entry) => entry.state)).toEqual(['pending', 'pending'])
})

test('a server that fails three times gets half as much', async () => {
  await adoptAccount('asha@example.org')
  for (let time = 0; time < 7; time++) await syncNow()
  await postAll(Array.from({ length: 8 }, (_, n) => ({ kind: 'note.save', body: { name: n } })))
  const sizes: number[] = []
  between = (request) => { sizes.push(request.entries.length); return refuse({ ...PROBLEM, status: 500 }) }
  for (let time = 0; time < 7; time++) await syncNow()

  expect(sizes).toEqual([8, 8, 8, 4, 4, 4, 2])
  expect(outbox.value.length).toBe(8)
})

test('an act made while an exchange runs goes out after it', async () => {
  between = async (_request, on) => {
    between = undefined
    await post('note.save', { name: 'meanwhile' })
    return on()
  }
  await adoptAccount('asha@example.org')
  await load()

  expect(server.taken).toEqual(['code.register', 'meanwhile'])
  expect(outbox.value).toEqual([])
})
