/** The search as the page asks it: questions to the worker, answers as signals. One programme at a time. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { profile } from '../../platform/db.ts'
import { scriptAddress } from '../../platform/trusted.ts'
import type { Programme } from './programme.ts'
import workerAddress from './search-worker.ts?worker&url'
import type { Answer, Question } from './search-worker.ts'
import { type Found, Search } from './searching.ts'

/** What was typed last, and what it found; it stays while one looks at a session and comes back. */
export interface Finding {
  slug: string
  typed: string
  /** Nothing yet: the first answer is on its way. */
  found?: Found
}

const last = signal<Finding>({ slug: '', typed: '' })
export const finding: ReadonlySignal<Finding> = last

/** The index takes memory: it goes a while after the programme was left. */
const LINGER_MS = 120_000
let worker: Worker | undefined
let instead: Search | undefined
let read: { slug: string; version: number; texts: number } | undefined
let number = 0
let leaving: ReturnType<typeof setTimeout> | undefined

const ask = (question: Question): void => worker?.postMessage(question)

/** Have a programme read, once per version of it and of its texts. */
export function readProgramme(programme: Programme, texts: number): void {
  clearTimeout(leaving)
  const { slug } = programme.event
  if (read?.slug === slug && read.version === programme.version && read.texts === texts && (worker || instead)) return
  if (read?.slug !== slug) close()
  read = { slug, version: programme.version, texts }
  worker ??= start(programme)
  ask({ kind: 'read', profile: profile(), slug })
}

/** The programme is not looked at any more. */
export function leaveProgramme(): void {
  leaving = setTimeout(close, LINGER_MS)
}

/** Look for what was typed; `finding` follows. */
export function find(slug: string, typed: string): void {
  number += 1
  const known = last.value.slug === slug && typed.trim() ? last.value.found : undefined
  last.value = { slug, typed, ...(known ? { found: known } : {}) }
  if (!typed.trim()) return
  if (instead) last.value = { slug, typed, found: instead.find(typed) }
  else ask({ kind: 'find', number, typed })
}

function start(programme: Programme): Worker {
  const made = new Worker(scriptAddress(workerAddress), { type: 'module' })
  // A browser without workers like ours still finds what lists show.
  const fail = (): void => {
    close()
    instead = new Search(programme)
    again()
  }
  made.onerror = fail
  made.onmessage = ({ data }: MessageEvent<Answer>) => {
    if (data.kind === 'read') again()
    else if (data.kind === 'failed') fail()
    else if (data.number === number) last.value = { ...last.value, found: data.found }
  }
  return made
}

/** Ask once more what is typed: there is more to find it in. */
function again(): void {
  const { slug, typed } = last.value
  if (typed.trim()) find(slug, typed)
}

function close(): void {
  worker?.terminate()
  worker = undefined
  instead = undefined
  read = undefined
}
