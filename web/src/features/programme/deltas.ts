/** From one version of an index to the next, and how to tell that it is what the server has. */
import type { EventFacts, Named, Person, ProgrammeIndex, Session } from './programme.ts'

interface Rows {
  rooms: Named[]
  tracks: Named[]
  people: Person[]
  sessions: Session[]
}

export interface Delta {
  version: number
  sha256: string
  put: Partial<Rows> & { event?: EventFacts }
  remove: Partial<Record<keyof Rows, string[]>>
}

const LISTS = ['rooms', 'tracks', 'people', 'sessions'] as const

export function applyDelta(index: ProgrammeIndex, delta: Delta): ProgrammeIndex {
  const changed = { ...index, version: delta.version, event: delta.put.event ?? index.event }
  for (const list of LISTS) {
    const rows = new Map<string, { id: string }>(index[list].map((row) => [row.id, row]))
    for (const row of delta.put[list] ?? []) rows.set(row.id, row)
    for (const id of delta.remove[list] ?? []) rows.delete(id)
    Object.assign(changed, { [list]: [...rows.values()] })
  }
  return changed
}

/** The SHA-256 of the canonical form: lists by id, members by name, no blanks. */
export async function canonicalSha256(index: ProgrammeIndex): Promise<string> {
  const sorted = { ...index }
  for (const list of LISTS) Object.assign(sorted, { [list]: index[list].toSorted((a, b) => (a.id < b.id ? -1 : 1)) })
  const bytes = new TextEncoder().encode(JSON.stringify(inOrderOfNames(sorted)))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function inOrderOfNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrderOfNames)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, inOrderOfNames(member)]))
}
