/**
 * Sync: the outbox goes to the server and what changed comes back, whenever there is a reason to
 * think that it can. One tab at a time does it for all. Nothing here decides what a row means.
 */
import { signal } from '@preact/signals'
import { type Answer, call } from './api.ts'
import { clock } from './clock.ts'
import { type Problem, profile, setting, write } from './db.ts'
import { isAnswer, keepAnswer, keepResult, MOST_ENTRIES, nextRequest, startEpoch, type SyncAnswer, type SyncRequest } from './exchange.ts'
import { load, onPost, tellTabs } from './outbox.ts'
import { account, type SyncState, syncState } from './sync-state.ts'
import { outbox } from './view.ts'

export { account, syncState } from './sync-state.ts'

/** What one request led to: another one now, another one after a while, or none until something changes. */
type Next = 'more' | 'done' | 'later' | 'stop'

const SOON_MS = 250
const SLOW_MINUTES = 5
const FIRST_WAIT_SECONDS = 4
const LONGEST_WAIT_SECONDS = 300
const FAILURES_TO_HALVE = 3

let most = MOST_ENTRIES
let failures = 0
let waits = 0
let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | undefined
let again = false
/** How often a full exchange was completed: screens that wait for one can watch it. */
export const exchanges = signal(0)

/** Keep in step from now on: at once, after each act, when the network or the user comes back, and now and then. */
export function startSync(): void {
  onPost(() => schedule(SOON_MS))
  addEventListener('online', () => void syncNow())
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void syncNow() })
  void syncNow()
}

/** Send and read until both sides hold the same, or until the server cannot be reached. Never throws. */
export function syncNow(): Promise<void> {
  again = true
  running ??= drain().finally(() => { running = undefined })
  return running
}

/** This profile now belongs to `email`: everything on this phone goes to that account. */
export async function adoptAccount(email: string): Promise<void> {
  await write(['settings'], (tx) => tx.objectStore('settings').put(email, 'account'))
  account.value = email
  show({ phase: 'idle' })
  tellTabs()
  await syncNow()
}

async function drain(): Promise<void> {
  while (again) {
    again = false
    clearTimeout(timer)
    if (((await setting<string>('account')) ?? null) === null) return
    await navigator.locks.request(`sync:${profile()}`, exchangeAll)
  }
}

async function exchangeAll(): Promise<void> {
  show({ phase: 'sending' })
  let next: Next = 'more'
  try {
    while (next === 'more') next = await exchange()
  } catch (error) {
    console.error('sync', error) // a fault of ours; nothing was lost, the next reason tries again
    next = 'later'
    show({ phase: 'unreachable' })
  }
  if (next === 'done') {
    waits = 0
    show({ phase: 'idle', sent_at: clock.now().toISOString() })
    exchanges.value++
    schedule(SLOW_MINUTES * 60_000 * (0.5 + Math.random()))
  }
  if (next === 'later') schedule(wait())
}

async function exchange(): Promise<Next> {
  const request = await nextRequest(most)
  const answer = await call('POST', '/api/sync', request)
  switch (answer.kind) {
    case 'accepted':
      return isAnswer(answer.body) ? keep(request, answer.body) : unreachable(request, { kind: 'unavailable' })
    case 'signed-out':
      show({ phase: 'signed-out' })
      return 'stop'
    case 'unavailable':
      return unreachable(request, answer)
    case 'refused':
      return refused(request, answer.problem)
  }
}

async function keep(request: SyncRequest, body: SyncAnswer): Promise<Next> {
  await keepAnswer(body)
  await load()
  tellTabs()
  failures = 0
  most = Math.min(MOST_ENTRIES, most * 2)
  const settled = body.results.filter((result) => result.status !== 'later').length
  const advanced = settled > 0 || body.cursor > request.cursor
  const waiting = outbox.value.some((entry) => entry.state === 'pending')
  if (body.more || (waiting && advanced)) return 'more'
  return waiting ? 'later' : 'done'
}

/** No answer, or "not now". A server that fails three times on a batch gets half of it. */
async function unreachable(request: SyncRequest, answer: Answer & { kind: 'unavailable' }): Promise<Next> {
  show({ phase: 'unreachable' })
  if (answer.retryAfterSeconds) waits = Math.max(waits, answer.retryAfterSeconds)
  if (answer.status === undefined || answer.status < 500 || ++failures < FAILURES_TO_HALVE) return 'later'
  failures = 0
  await halve(request)
  return 'later'
}

async function refused(request: SyncRequest, problem: Problem): Promise<Next> {
  switch (problem.type) {
    case '/problems/new-epoch':
      await startEpoch(typeof problem['epoch'] === 'string' ? problem['epoch'] : null)
      await load()
      return 'more'
    case '/problems/client-bound':
      show({ phase: 'bound', bound_to: typeof problem['bound_to'] === 'string' ? problem['bound_to'] : '' })
      return 'stop'
  }
  if (problem.status === 426) {
    show({ phase: 'outdated' })
    return 'stop'
  }
  show({ phase: 'unreachable' })
  // Other refusals of a whole request say something of us or of what is between, not of the entries.
  if (![400, 413, 422].includes(problem.status)) return 'later'
  return await halve(request, problem) ? 'more' : 'later'
}

/** Send half as many at once. A single entry that cannot be taken is kept aside: true, go on without it. */
async function halve(request: SyncRequest, problem?: Problem): Promise<boolean> {
  const [only] = request.entries
  if (only === undefined) return false
  if (request.entries.length > 1) {
    most = Math.ceil(request.entries.length / 2)
    return true
  }
  const tooLarge = problem?.status === 413
  await keepResult({ id: String(only['id']), status: tooLarge ? 'refused' : 'later', ...(problem ? { problem } : {}) })
  await load()
  return tooLarge
}

function wait(): number {
  const doubled = Math.min(LONGEST_WAIT_SECONDS, Math.max(FIRST_WAIT_SECONDS, waits * 2))
  const seconds = waits > doubled ? waits : doubled
  waits = seconds
  return seconds * 1000 * (0.75 + Math.random() / 2)
}

function schedule(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void syncNow(), ms)
}

function show(state: SyncState): void {
  syncState.value = { ...('sent_at' in syncState.value ? { sent_at: syncState.value.sent_at } : {}), ...state } as SyncState
}
