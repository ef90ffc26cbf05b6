import { afterEach, expect, test, vi } from 'vitest'
import { type Answer, call } from './api.ts'

afterEach(() => { vi.unstubAllGlobals() })

async function answer(status: number, headers: Record<string, string>, body = '{}'): Promise<Answer> {
  vi.stubGlobal('fetch', async () => new Response(status === 204 ? null : body, { status, headers }))
  return call('POST', '/api/sync', {})
}

const JSON_TYPE = { 'Content-Type': 'application/json' }
const PROBLEM = { 'Content-Type': 'application/problem+json' }

test('our JSON is an answer', async () => {
  expect(await answer(200, JSON_TYPE, '{"more":false}')).toEqual({ kind: 'accepted', status: 200, body: { more: false } })
})

test('an empty answer is one', async () => {
  expect(await answer(204, {})).toEqual({ kind: 'accepted', status: 204, body: undefined })
})

test.each([200, 302, 403, 404, 502])('a page of HTML with status %i means that we were not reached', async (status) => {
  expect(await answer(status, { 'Content-Type': 'text/html' }, '<h1>Welcome to the hotel</h1>')).toEqual({ kind: 'unavailable' })
})

test('an answer cut short means that we were not reached', async () => {
  expect(await answer(200, JSON_TYPE, '{"results": [')).toEqual({ kind: 'unavailable' })
})

test('no network means that we were not reached', async () => {
  vi.stubGlobal('fetch', async () => { throw new TypeError('failed to fetch') })
  expect(await call('GET', '/api/me')).toEqual({ kind: 'unavailable' })
})

test('a refusal comes back whole', async () => {
  const problem = { type: '/problems/new-epoch', title: 't', status: 409, detail: 'd', epoch: 'e8' }
  expect(await answer(409, PROBLEM, JSON.stringify(problem))).toEqual({ kind: 'refused', problem })
})

test('401 of ours says to sign in', async () => {
  expect(await answer(401, PROBLEM)).toEqual({ kind: 'signed-out' })
})

test.each([408, 425, 429, 500, 503])('%i means not now, and for how long', async (status) => {
  expect(await answer(status, { ...PROBLEM, 'Retry-After': '7' })).toEqual({ kind: 'unavailable', status, retryAfterSeconds: 7 })
})

test('Retry-After may be a date', async () => {
  const soon = new Date(Date.now() + 90_000).toUTCString()
  const said = await answer(503, { ...PROBLEM, 'Retry-After': soon })
  expect(said.kind === 'unavailable' && said.retryAfterSeconds).toBeGreaterThan(80)
})

test('a nonsense Retry-After is none', async () => {
  expect(await answer(503, { ...PROBLEM, 'Retry-After': 'soon' })).toEqual({ kind: 'unavailable', status: 503 })
})
