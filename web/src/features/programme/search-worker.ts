/// <reference lib="webworker" />
/** Reads and searches a programme beside the page, from this phone's own database. */
import { close, open, useProfile } from '../../platform/db.ts'
import { prepare, type ProgrammeIndex } from './programme.ts'
import { type Found, Search } from './searching.ts'

export type Question =
  | { kind: 'read'; profile: string; slug: string }
  | { kind: 'find'; number: number; typed: string }
export type Answer =
  /** More of it can be found now: what lists show, then the abstracts too. */
  | { kind: 'read' }
  /** It cannot be read here; the page has what lists show. */
  | { kind: 'failed' }
  | { kind: 'found'; number: number; found: Found }

interface Kept {
  index: ProgrammeIndex
  details: Record<string, string>
}
interface Inline {
  b?: string
  i?: string
  code?: string
  c?: string
}
interface Texts {
  abstract?: { c: (string | Inline)[] }[]
  description?: { c: (string | Inline)[] }[]
}

declare const self: DedicatedWorkerGlobalScope

const tell = (answer: Answer): void => self.postMessage(answer)
let search: Search | undefined
/** One after the other: each opens the database and closes it again. */
let reading = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<Question>) => {
  if (data.kind === 'read') reading = reading.then(() => read(data.profile, data.slug)).catch(() => tell({ kind: 'failed' }))
  else if (search) tell({ kind: 'found', number: data.number, found: search.find(data.typed) })
}

/** What lists show can be found at once, the abstracts when they are read too. */
async function read(profile: string, slug: string): Promise<void> {
  useProfile(profile)
  const db = await open()
  const kept = (await db.get('documents', `programme/${slug}`)) as Kept | undefined
  const texts = new Map<string, string>()
  if (kept) {
    const fresh = new Search(prepare(kept.index))
    search ??= fresh
    tell({ kind: 'read' })
    for (const hash of new Set(Object.values(kept.details))) await readDay(`details/${slug}/${hash}`, texts)
    fresh.readAbstracts((session) => texts.get(session) ?? '')
    search = fresh
    tell({ kind: 'read' })
  }
  await close()
}

async function readDay(key: string, texts: Map<string, string>): Promise<void> {
  const day = (await (await open()).get('documents', key)) as Record<string, Texts> | undefined
  for (const [session, { abstract, description }] of Object.entries(day ?? {})) {
    const blocks = [...(abstract ?? []), ...(description ?? [])]
    if (blocks.length > 0) texts.set(session, blocks.map(({ c }) => c.map(wordsOf).join('')).join(' '))
  }
}

const wordsOf = (part: string | Inline): string => (typeof part === 'string' ? part : part.b ?? part.i ?? part.code ?? part.c ?? '')
