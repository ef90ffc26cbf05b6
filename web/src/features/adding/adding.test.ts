import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { setting, useProfile } from '../../platform/db.ts'
import { openProfile } from '../../platform/profile.ts'
import { account } from '../../platform/sync-state.ts'
import { askColumns, cancel, choice, choose, confirm, correct, forget, openAdding, readWith, refusal, step, wholeAddress } from './adding.ts'

interface Asked {
  path: string
  form: Record<string, unknown>
}

const kept = new Map<string, string>()
const answers: (Response | Error)[] = []
const asked: Asked[] = []

vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) })
vi.stubGlobal('navigator', { locks: { request: async () => undefined } })
vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
  if (path === '/api/events' || String(init.method) === 'GET') throw new TypeError('no network')
  const form = init.body instanceof FormData ? Object.fromEntries(init.body) : JSON.parse(String(init.body)) as Record<string, unknown>
  asked.push({ path, form })
  const answer = answers.shift()
  if (!answer || answer instanceof Error) throw answer ?? new TypeError('no network')
  return answer
})

const json = (status: number, body: unknown, type = 'application/json', headers = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } })
const problem = (status: number, code: string, more = {}, headers = {}): Response =>
  json(status, { type: `/problems/${code}`, title: 'No.', status, detail: 'Because.', ...more }, 'application/problem+json', headers)
const file = (text = 'a,b\n1,2\n', name = 'lakes.csv'): File => new File([text], name)
const brought = [{ path: 'lakes.csv', file: file() }]
const preview = (digest: string): Record<string, unknown> => ({
  digest, format: 'csv', counts: {}, days: [], rooms: [], warnings: [], changes: [], renamed: [],
  event: { name: 'Lakes', timezone: 'Europe/Oslo', starts_on: '2026-06-09', ends_on: '2026-06-10', place: null, zone_from: 'phone' },
})
const COLUMNS = { columns: [{ name: 'A', samples: [] }, { name: 'B', samples: [] }], fields: [{ name: 'title', required: true }], guess: { title: 'A' } }

beforeEach(async () => {
  answers.length = asked.length = 0
  useProfile(crypto.randomUUID())
  await openProfile()
  await forget()
  account.value = 'mira@example.org'
})

test('a file is sent with the zone of the phone, and its preview is shown', async () => {
  answers.push(json(200, preview('d1')))
  await choose(brought, '')
  expect(asked[0]?.path).toBe('/api/programmes/preview')
  expect((asked[0]?.form['file'] as File).name).toBe('lakes.csv')
  expect(asked[0]?.form['zone_here']).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(step.value).toMatchObject({ at: 'preview', preview: { digest: 'd1' } })
})

test('without an account nothing is sent, and what was chosen goes on after signing in', async () => {
  account.value = null
  await choose(brought, '')
  expect(step.value.at).toBe('sign-in')
  expect(asked).toEqual([])
  account.value = 'mira@example.org'
  answers.push(json(200, preview('d1')))
  await openAdding()
  expect(choice.value?.files[0]?.file.name).toBe('lakes.csv')
  expect(step.value.at).toBe('preview')
})

test('without a network what was chosen is kept', async () => {
  await choose(brought, '')
  expect(step.value.at).toBe('offline')
  expect(await setting('adding')).toMatchObject({ address: '' })
})

test('a refusal is said and keeps what was chosen', async () => {
  answers.push(problem(422, 'programme-refused'))
  await choose(brought, '')
  expect([step.value.at, refusal.value]).toEqual(['choose', 'Because.'])
  expect(choice.value?.files).toHaveLength(1)
})

test('what is too large or no address is refused on the phone', async () => {
  const large = file()
  Object.defineProperty(large, 'size', { value: 20_000_001 })
  await choose([{ path: 'x', file: large }], '')
  expect(refusal.value).toMatch(/larger than 20 MB/)
  for (const typed of ['lakes', 'http://example.org/x', 'ftp://example.org']) {
    await choose([], typed)
    expect(refusal.value).toMatch(/Give the whole address/)
  }
  expect(asked).toEqual([])
  expect(wholeAddress(' example.org/a ')).toBe('https://example.org/a')
})

test('an address is asked for as JSON', async () => {
  answers.push(json(200, preview('d1')))
  await choose([], 'example.org/lakes.ics')
  expect(asked[0]?.form).toMatchObject({ address: 'https://example.org/lakes.ics' })
})

test('columns that are not sure are asked for, and a newer file finds them said', async () => {
  answers.push(json(200, { columns: COLUMNS }), json(200, preview('d1')), json(201, { slug: 'lakes-x' }))
  await choose(brought, '')
  expect(step.value).toMatchObject({ at: 'mapping', columns: { guess: { title: 'A' } } })
  await readWith({ columns: { title: 'B' } })
  expect(asked[1]?.form['columns']).toBe('{"title":"B"}')
  expect(await confirm()).toBe('lakes-x')
  answers.push(json(200, { columns: COLUMNS }))
  await choose(brought, '', 'lakes-x')
  expect(asked.at(-1)?.form['event']).toBe('lakes-x')
  expect(step.value).toMatchObject({ at: 'mapping', columns: { guess: { title: 'B' } } })
})

test('columns can be asked for though they were recognised', async () => {
  answers.push(json(200, preview('d1')), json(200, { columns: COLUMNS }))
  await choose(brought, '')
  await askColumns()
  expect(asked[1]?.form['ask_columns']).toBe('true')
  expect(step.value.at).toBe('mapping')
})

test('another zone reads again, another name does not', async () => {
  answers.push(json(200, preview('d1')), json(200, preview('d2')))
  await choose(brought, '')
  await correct({ name: 'My Lakes' })
  expect(asked).toHaveLength(1)
  await readWith({ said: { ...choice.value?.said, timezone: 'Europe/Rome' } })
  expect(asked[1]?.form).toMatchObject({ name: 'My Lakes', timezone: 'Europe/Rome' })
})

test('agreeing sends the same once more with the digest, under one id however often', async () => {
  answers.push(json(200, preview('d1')), new TypeError('no network'), json(200, preview('d1')), json(201, { slug: 'lakes-x' }))
  await choose(brought, '')
  expect(await confirm()).toBeUndefined()
  expect(step.value.at).toBe('offline')
  await openAdding()
  expect(await confirm()).toBe('lakes-x')
  expect(asked[1]?.form['digest']).toBe('d1')
  expect(asked[3]?.form['id']).toBe(asked[1]?.form['id'])
  expect(await setting('adding')).toBeUndefined()
})

test('an outcome that differs is shown anew before it happens', async () => {
  answers.push(json(200, preview('d1')), problem(409, 'programme-differs', { preview: preview('d2') }))
  await choose(brought, '')
  expect(await confirm()).toBeUndefined()
  expect(step.value).toMatchObject({ at: 'preview', preview: { digest: 'd2' } })
  expect(refusal.value).toBe('Because.')
})

test('a long wait is said, with its reason', async () => {
  answers.push(problem(429, 'rate-limited', { detail: 'Try again in 20 minutes.' }, { 'Retry-After': '1200' }))
  await choose(brought, '')
  expect(refusal.value).toBe('Try again in 20 minutes.')
})

test('reading can be stopped, and what was chosen stays', async () => {
  answers.push(problem(503, 'all-busy', {}, { 'Retry-After': '9' }))
  const reading = choose(brought, '')
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  cancel()
  expect([step.value.at, choice.value?.files.length]).toEqual(['choose', 1])
  await Promise.race([reading, Promise.resolve()])
})
