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

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  if (data.kind === 'find') {
    if (search) tell({ kind: 'found', number: data.number, found: search.find(data.typed) })
    return
  }
  useProfile(data.profile)
  const db = await open()
  const kept = (await db.get('documents', `programme/${data.slug}`)) as Kept | undefined
  if (kept) {
    const reading = new Search(prepare(kept.index))
    search ??= reading
    tell({ kind: 'read' })
    const texts = new Map<string, string>()
    for (const hash of new Set(Object.values(kept.details))) {
      const day = (await db.get('documents', `details/${data.slug}/${hash}`)) as Record<string, Texts> | undefined
      for (const [session, { abstract, description }] of Object.entries(day ?? {})) {
        if (abstract || description) texts.set(session, [...(abstract ?? []), ...(description ?? [])].map(({ c }) => c.map(wordsOf).join('')).join(' '))
      }
    }
    reading.readAbstracts((session) => texts.get(session) ?? '')
    search = reading
    tell({ kind: 'read' })
  }
  await close()
}

const wordsOf = (part: string | Inline): string => (typeof part === 'string' ? part : part.b ?? part.i ?? part.code ?? part.c ?? '')
