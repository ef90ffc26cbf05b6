/**
 * Bringing a programme: chosen, read and shown by the server, then added or let go. What was chosen
 * stays on this phone until then, through signing in, a lost network and a restart.
 */
import { signal } from '@preact/signals'
import { v7 as uuidv7 } from 'uuid'
import { type Answer, call } from '../../platform/api.ts'
import { keepSetting, setting } from '../../platform/db.ts'
import { account } from '../../platform/sync-state.ts'
import { chooseEvent, refreshEvents, refreshProgramme } from '../programme/programmes.ts'
import * as words from '../../words/index.ts'

export const MOST_BYTES = 20_000_000
const KEPT = 'adding'
const said = words.adding
const READING_MS = 150_000
/** Below this the phone waits by itself; above it the person is told. */
const WAIT_SECONDS = 10

/** A file, or one of a folder. */
export interface Brought {
  path: string
  file: File
}

/** What the person says of the event; the rest is for the file to say. */
export interface Said {
  name?: string
  timezone?: string
  starts_on?: string
  ends_on?: string
  place?: string
}

export interface Choice {
  /** The id of the event that is made: a repeat makes no second one. */
  id: string
  files: Brought[]
  address: string
  /** The event that is renewed; none: a new one. */
  event?: string
  said: Said
  columns?: Record<string, string>
  /** A newer file beside what is there, instead of in its place. */
  add?: boolean
}

export interface Columns {
  columns: { name: string; samples: string[] }[]
  fields: { name: string; required: boolean }[]
  guess: Record<string, string>
}

export interface Fact {
  fact: string
  old?: unknown
  new?: unknown
}

export interface Change {
  session: string
  title: string
  what: 'added' | 'changed' | 'cancelled' | 'restored' | 'removed' | 'returned'
  facts: Fact[]
  /** How many agendas it is in. */
  agendas?: number
}

export interface Preview {
  digest: string
  format: string
  event: { name: string; timezone: string; starts_on: string; ends_on: string; place: string | null; zone_from: 'said' | 'file' | 'phone' }
  counts: Record<'sessions' | 'posters' | 'speakers' | 'added' | 'changed' | 'removed' | 'unchanged', number>
  days: { date: string; sessions: number }[]
  rooms: { name: string; sessions: number }[]
  warnings: { where: string; message: string }[]
  changes: Change[]
  renamed: { what: string; old: string; new: string }[]
}

export type Step =
  | { at: 'choose' }
  | { at: 'sign-in' }
  | { at: 'reading' }
  /** The network is needed and not there. */
  | { at: 'offline' }
  | { at: 'mapping'; columns: Columns }
  | { at: 'preview'; preview: Preview }
  | { at: 'adding'; preview: Preview }

export const step = signal<Step>({ at: 'choose' })
export const choice = signal<Choice | undefined>(undefined)
/** Why it did not go on, in one sentence that says what to do. */
export const refusal = signal<string | undefined>(undefined)
let cancelling: AbortController | undefined

/** Begin for a new event, or (`event`) a newer file of one's own; what was chosen before is still there. */
export async function openAdding(event?: string): Promise<void> {
  const kept = await setting<Choice>(KEPT)
  refusal.value = undefined
  choice.value = kept && kept.event === event ? kept : undefined
  step.value = { at: 'choose' }
  if (choice.value && account.value !== null) await read()
}

/** Take files (several are a folder) or an address, and read. */
export async function choose(files: Brought[], address: string, event?: string): Promise<void> {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0)
  refusal.value = bytes > MOST_BYTES ? said.tooLarge : files.length === 0 && !isAddress(address) ? said.badAddress : undefined
  if (refusal.value !== undefined) return
  await keep({ id: uuidv7(), files, address, said: {}, ...(event === undefined ? {} : { event }) })
  await read()
}

/** The address as it is asked for; people leave the first part away. */
export const wholeAddress = (typed: string): string => (/^[a-z]+:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`)
const isAddress = (typed: string): boolean => {
  const whole = wholeAddress(typed)
  return URL.canParse(whole) && whole.startsWith('https://') && new URL(whole).hostname.includes('.')
}

async function keep(next: Choice): Promise<void> {
  choice.value = next
  await keepSetting(KEPT, next)
}

/** Read it with other facts, or with what a table's columns hold. */
export async function readWith(change: Partial<Pick<Choice, 'said' | 'columns' | 'add'>>): Promise<void> {
  if (!choice.value) return
  await keep({ ...choice.value, ...change })
  await read()
}

/** Ask what the columns of a table hold, though they were recognised. */
export const askColumns = (): Promise<void> => read({ ask_columns: 'true' })

/** Have it read by the server, and go to what comes next. */
export async function read(more: Record<string, string> = {}): Promise<void> {
  const chosen = choice.value
  if (!chosen) return
  refusal.value = undefined
  if (account.value === null) {
    step.value = { at: 'sign-in' }
    return
  }
  step.value = { at: 'reading' }
  const answer = await ask('/api/programmes/preview', { ...more, ...(chosen.event === undefined ? {} : { event: chosen.event }) })
  if (!answer) return
  if (answer.kind !== 'accepted') return stop(answer, { at: 'choose' })
  const shown = answer.body as Preview & { columns?: Columns }
  if (shown.columns) step.value = { at: 'mapping', columns: await withKnown(shown.columns, chosen) }
  else step.value = { at: 'preview', preview: shown }
}

/** What a table's columns hold is said once: a newer file of the same event has most likely the same. */
async function withKnown(table: Columns, { event, columns }: Choice): Promise<Columns> {
  const earlier = columns ?? (event === undefined ? undefined : await setting<Record<string, string>>(columnsKey(event)))
  const still = Object.entries(earlier ?? {}).filter(([, column]) => table.columns.some(({ name }) => name === column))
  return { ...table, guess: { ...table.guess, ...Object.fromEntries(still) } }
}

const columnsKey = (slug: string): string => `${KEPT}/columns/${slug}`

/** Do what the preview shows; returns the event's slug once the server has done it. */
export async function confirm(): Promise<string | undefined> {
  const [chosen, now] = [choice.value, step.value]
  if (!chosen || now.at !== 'preview') return undefined
  const { preview } = now
  refusal.value = undefined
  step.value = { at: 'adding', preview }
  const path = chosen.event === undefined ? '/api/programmes' : `/api/events/${encodeURIComponent(chosen.event)}/programme`
  const answer = await ask(path, { digest: preview.digest, ...(chosen.event === undefined ? { id: chosen.id } : {}) })
  if (!answer) return undefined
  if (answer.kind !== 'accepted') {
    const newer = answer.kind === 'refused' ? answer.problem['preview'] as Preview | undefined : undefined
    stop(answer, { at: 'preview', preview: newer?.digest ? newer : preview })
    return undefined
  }
  const { slug } = answer.body as { slug: string }
  if (chosen.columns) await keepSetting(columnsKey(slug), chosen.columns)
  await forget()
  await refreshEvents()
  await chooseEvent(slug)
  await refreshProgramme(slug)
  return slug
}

/** Correct the name or place: nothing has to be read again for it. */
export async function correct(change: Said): Promise<void> {
  if (choice.value) await keep({ ...choice.value, said: { ...choice.value.said, ...change } })
}

/** Stop the reading; what was chosen stays. */
export function cancel(): void {
  cancelling?.abort()
  step.value = { at: 'choose' }
}

/** Let go of what was chosen, to choose something else. */
export async function forget(): Promise<void> {
  cancelling?.abort()
  choice.value = undefined
  refusal.value = undefined
  step.value = { at: 'choose' }
  await keepSetting(KEPT, undefined)
}

/** Ask with what was chosen; waits by itself for a short while. Undefined: somebody gave up. */
async function ask(path: string, fields: Record<string, string>): Promise<Answer | undefined> {
  const chosen = choice.value
  if (!chosen) return undefined
  const giveUp = cancelling = new AbortController()
  const until = Date.now() + READING_MS
  for (;;) {
    const answer = await call('POST', path, body(chosen, fields), { timeoutMs: READING_MS, signal: giveUp.signal })
    if (giveUp.signal.aborted) return undefined
    const wait = answer.kind === 'unavailable' ? answer.retryAfterSeconds : undefined
    if (wait === undefined || wait > WAIT_SECONDS || Date.now() > until) return answer
    await new Promise((done) => setTimeout(done, wait * 1000))
    if (giveUp.signal.aborted) return undefined
  }
}

/** A form with the files, or the address as JSON. */
function body({ files, address, said: facts, columns, event, add }: Choice, fields: Record<string, string>): FormData | Record<string, unknown> {
  const known = { ...(event === undefined ? facts : {}), ...(add ? { add: 'true' } : {}), zone_here: Intl.DateTimeFormat().resolvedOptions().timeZone, ...fields }
  if (files.length === 0) return { address: wholeAddress(address), ...known, ...(columns ? { columns } : {}) }
  const form = new FormData()
  for (const [name, value] of Object.entries(known)) form.append(name, value)
  if (columns) form.append('columns', JSON.stringify(columns))
  for (const { path, file } of files) form.append('file', file, path)
  return form
}

function stop(answer: Exclude<Answer, { kind: 'accepted' }>, back: Step): void {
  step.value = back
  if (answer.kind === 'signed-out') step.value = { at: 'sign-in' }
  else if (answer.kind === 'refused') refusal.value = answer.problem.errors?.[0]?.detail ?? answer.problem.detail
  else if (answer.status === undefined) step.value = { at: 'offline' }
  else refusal.value = answer.detail || said.notNow
}
