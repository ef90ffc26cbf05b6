import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { open, profile, setting, useProfile } from '../../platform/db.ts'
import { load, post } from '../../platform/outbox.ts'
import { openProfile } from '../../platform/profile.ts'
import { account } from '../../platform/sync-state.ts'
import { registerFold } from '../../platform/view.ts'
import { asked, askForCode, codeIn, forgetAsked, goOnAs, holdings, readCode, restoreAsked, signIn, signOut, switchTo } from './sign-ins.ts'

const kept = new Map<string, string>()
const replaced = vi.fn()
const answers: Response[] = []
const requests: { method: string; path: string; body: unknown }[] = []

vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) })
vi.stubGlobal('location', { replace: replaced, reload: () => undefined })
vi.stubGlobal('navigator', { locks: { request: async () => undefined } })
vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
  requests.push({ method: String(init.method), path, body: init.body ? JSON.parse(String(init.body)) : undefined })
  const answer = answers.shift()
  if (!answer) throw new TypeError('no network')
  return answer
})
registerFold('note.save', (seen, entry) => seen.put('note', String(entry.body['note']), { text: entry.body['text'] }))

const json = (status: number, body: unknown, type = 'application/json', headers = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } })
const problem = (status: number, code: string, headers = {}): Response =>
  json(status, { type: `/problems/${code}`, title: 'No.', status, detail: 'Because.' }, 'application/problem+json', headers)

beforeEach(async () => {
  kept.clear()
  answers.length = requests.length = 0
  replaced.mockClear()
  useProfile(crypto.randomUUID())
  kept.delete('hallway-profiles')
  await openProfile()
  await forgetAsked()
})

test('a code is read however it was typed', () => {
  expect(readCode(' k7rm-2q9x ')).toBe('K7RM2Q9X')
  expect(readCode('oil0 UUUU 22223333')).toBe('01102222')
  expect(codeIn('k7rm 2q9x')).toBe('K7RM2Q9X')
  expect(codeIn('Your code to sign in to Hallway:\n\nK7RM 2Q9X\n\nType it where you asked for it')).toBe('K7RM2Q9X')
  expect(codeIn('Hello')).toBe('HE110')
})

test('asking for a code remembers to whom, also after a reload', async () => {
  answers.push(json(202, { minutes: 10 }))

  expect(await askForCode(' mira@example.org ')).toEqual({ kind: 'done' })

  expect(requests).toEqual([{ method: 'POST', path: '/api/sign-in/codes', body: { email: 'mira@example.org' } }])
  const before = asked.value
  asked.value = null
  await restoreAsked()
  expect(asked.value).toEqual(before)
})

test('a code that was asked for more than ten minutes ago is not waited for', async () => {
  answers.push(json(202, { minutes: 10 }))
  await askForCode('mira@example.org')
  vi.useFakeTimers({ now: Date.now() + 601_000, toFake: ['Date'] })
  await restoreAsked()
  vi.useRealTimers()

  expect(asked.value).toBeNull()
})

test('each refusal is told apart', async () => {
  answers.push(problem(422, 'mail-address'))
  expect(await askForCode('x')).toEqual({ kind: 'refused', detail: 'Because.' })

  answers.push(problem(429, 'rate-limited', { 'Retry-After': '601' }))
  expect(await askForCode('x')).toEqual({ kind: 'limited', minutes: 11 })

  expect(await askForCode('x')).toEqual({ kind: 'unreachable' })

  answers.push(new Response('<h1>Hotel</h1>', { headers: { 'Content-Type': 'text/html' } }))
  expect(await askForCode('x')).toEqual({ kind: 'unreachable' })
  expect(asked.value).toBeNull()

  answers.push(problem(422, 'sign-in-code'))
  expect(await signIn('x', 'K7RM2Q9X')).toEqual({ kind: 'refused', detail: 'Because.' })
})

test('what this phone holds goes along into an account that is fresh', async () => {
  await post('note.save', { note: 'n1', text: 'Discharge lists' })
  expect(holdings.value).toEqual({ people: 0, notes: 1, saved: 0 })

  expect(await goOnAs('mira@example.org', true)).toBe('done')
  await vi.waitFor(() => expect(account.value).toBe('mira@example.org'))
})

test('an account that holds something is asked for before anything is added', async () => {
  await post('note.save', { note: 'n1', text: 'Discharge lists' })

  expect(await goOnAs('mira@example.org', false)).toBe('ask')
  expect(account.value).toBeNull()
})

test('a phone that holds nothing is not asked', async () => {
  expect(await goOnAs('mira@example.org', false)).toBe('done')
  await vi.waitFor(() => expect(account.value).toBe('mira@example.org'))
})

test('what is kept apart stays on this phone and comes back at sign-out', async () => {
  const mine = profile()
  await post('note.save', { note: 'n1', text: 'Discharge lists' })
  await switchTo('mira@example.org')
  expect(profile()).not.toBe(mine)
  expect(replaced).toHaveBeenCalledWith('/')
  await openProfile()
  expect(account.value).toBe('mira@example.org')
  expect(await setting('account')).toBe('mira@example.org')

  answers.push(new Response(null, { status: 204 }))
  expect(await signOut()).toBe('done')

  expect(profile()).toBe(mine)
  await openProfile()
  expect(holdings.value.notes).toBe(1)
  expect(account.value).toBeNull()
})

test('somebody else signing in gets a profile of their own, and the first finds theirs again', async () => {
  const miras = profile()
  await goOnAs('mira@example.org', true)
  await vi.waitFor(() => expect(account.value).toBe('mira@example.org'))

  await goOnAs('ben@example.org', true)
  await openProfile()
  expect(profile()).not.toBe(miras)
  expect(account.value).toBe('ben@example.org')

  await goOnAs('mira@example.org', false)
  expect(profile()).toBe(miras)
})

test('signing out without the server changes nothing', async () => {
  await goOnAs('mira@example.org', true)
  await post('note.save', { note: 'n1', text: 'Discharge lists' })

  expect(await signOut()).toBe('unreachable')

  await load()
  expect(await (await open()).count('outbox')).toBeGreaterThan(0)
  expect(replaced).not.toHaveBeenCalled()
})

test('signing out removes everything from this phone', async () => {
  await goOnAs('mira@example.org', true)
  await post('note.save', { note: 'n1', text: 'Discharge lists' })
  answers.push(new Response(null, { status: 204 }))

  expect(await signOut()).toBe('done')

  const db = await open()
  expect(await db.count('outbox')).toBe(0)
  expect(await db.count('settings')).toBe(0)
  expect(kept.get('hallway-profiles')).toBe('{}')
})
