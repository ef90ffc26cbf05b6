/** Favourites from another system: what the server finds of a list, and what of it is wanted. */
import { call } from '../../platform/api.ts'
import { type Plan, planOf } from '../programme/agenda.ts'
import type { Item, Programme } from '../programme/programme.ts'

/** An entry of the list as the server answers it. */
export interface Found {
  words: string
  where: string
  state: 'matched' | 'uncertain' | 'gone' | 'missing'
  by: string
  sessions: string[]
}

export interface Report {
  format: string
  whole: boolean
  entries: Found[]
}

export type Asked = { kind: 'found'; report: Report } | { kind: 'refused'; why: string } | { kind: 'busy' } | { kind: 'later' }

export const MOST_BYTES = 750_000
const TIMEOUT_MS = 130_000

/** Ask which sessions a list names: a text as it was pasted, or a file's bytes. */
export async function askAbout(slug: string, given: { text: string } | { file: Uint8Array }): Promise<Asked> {
  const body = 'text' in given ? given : { file: base64(given.file) }
  const answer = await call('POST', `/api/events/${encodeURIComponent(slug)}/favourites`, body, { timeoutMs: TIMEOUT_MS })
  if (answer.kind === 'accepted') return { kind: 'found', report: answer.body as Report }
  if (answer.kind === 'refused') return { kind: 'refused', why: `${answer.problem.title} ${answer.problem.detail}` }
  return answer.kind === 'unavailable' && answer.status !== undefined ? { kind: 'busy' } : { kind: 'later' }
}

const PIECE = 0x8000

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += PIECE) binary += String.fromCharCode(...bytes.subarray(start, start + PIECE))
  return btoa(binary)
}

/** A report as it is shown: every entry in one of these, none twice, none left out. */
export interface Sorted {
  /** To be added, once each. */
  found: { entry: Found; item: Item }[]
  there: { item: Item; plan: Plan }[]
  unsure: { entry: Found; choices: Item[] }[]
  missing: Found[]
  gone: Found[]
}

export function sorted(programme: Programme, report: Report, plan: (session: string) => Plan | null = (id) => planOf(programme.event.slug, id)): Sorted {
  const result: Sorted = { found: [], there: [], unsure: [], missing: [], gone: [] }
  const seen = new Set<string>()
  for (const entry of report.entries) {
    const items = entry.sessions.flatMap((id) => programme.byId.get(id) ?? []).filter((item) => !item.removed)
    const [item] = items
    if (entry.state === 'gone') result.gone.push(entry)
    else if (entry.state === 'missing' || !item) result.missing.push(entry)
    else if (entry.state === 'uncertain') result.unsure.push({ entry, choices: items })
    else if (!seen.has(item.id)) {
      seen.add(item.id)
      const planned = plan(item.id)
      if (planned) result.there.push({ item, plan: planned })
      else result.found.push({ entry, item })
    }
  }
  return result
}
