/**
 * One exchange with the server, on the phone's side: which entries go along, and what its answer
 * changes here. Each answer is kept whole, in one transaction, or not at all.
 */
import { clock } from './clock.ts'
import { type Entry, open, type Problem, type Row, type Transaction, write } from './db.ts'
import { SCHEMA } from './outbox.ts'

export interface SyncRequest {
  client: string
  schema: number
  device_now: string
  epoch: string | null
  cursor: number
  entries: Record<string, unknown>[]
}

export interface SyncAnswer {
  epoch: string
  results: { id: string; status: 'done' | 'refused' | 'later'; problem?: Problem }[]
  changes: (Row & { seq: number; gone?: boolean })[]
  cursor: number
  more: boolean
}

export const MOST_ENTRIES = 100
const MOST_BYTES = 256_000
/** Room for what stands around the entries in a request. */
const ENVELOPE_BYTES = 1_000
const DAY_MS = 24 * 3_600_000
const KEPT_DAYS = 30
const LATER_A_DAY = 5
/** Bumped when rows mean more than before: the phone then reads everything anew. */
const ROWS_VERSION = 1

/** The next request: the oldest unanswered entries, at most `most` of them and 256 kB. */
export async function nextRequest(most: number): Promise<SyncRequest> {
  const db = await open()
  const [client, epoch, cursor, version] = await Promise.all(
    ['client', 'epoch', 'cursor', 'rows-version'].map((key) => db.get('settings', key)),
  )
  if (version !== ROWS_VERSION) await readAnew(epoch ?? null)
  const entries: Record<string, unknown>[] = []
  let bytes = ENVELOPE_BYTES
  for (const entry of await db.getAll('outbox')) {
    if (entry.state !== 'pending' || entries.length === most) continue
    const sent = asSent(entry)
    bytes += new TextEncoder().encode(JSON.stringify(sent)).length + 1
    if (bytes > MOST_BYTES && entries.length > 0) break
    entries.push(sent)
  }
  return {
    client: client as string, schema: SCHEMA, device_now: clock.now().toISOString(), epoch: (epoch as string | undefined) ?? null,
    cursor: version === ROWS_VERSION ? ((cursor as number | undefined) ?? 0) : 0, entries,
  }
}

const asSent = ({ id, v, kind, at, zone, body }: Entry): Record<string, unknown> => ({ ...body, id, v, kind, at, zone })

/** Keep what the server answered: what became of the entries, the rows that changed, the new place. */
export async function keepAnswer(answer: SyncAnswer): Promise<void> {
  await write(['outbox', 'sent', 'rows', 'settings'], async (tx) => {
    await keepResults(tx, answer.results)
    const rows = tx.objectStore('rows')
    for (const { seq: _, gone, ...row } of answer.changes) {
      if (gone) await rows.delete([row.kind, row.id])
      else await rows.put(row as Row)
    }
    // A snapshot is the feed from 0: with its last page, what no page named is no more.
    if (!answer.more) await dropStale(tx)
    const settings = tx.objectStore('settings')
    await settings.put(answer.cursor, 'cursor')
    await settings.put(answer.epoch, 'epoch')
  })
}

async function keepResults(tx: Transaction, results: SyncAnswer['results']): Promise<void> {
  const [outbox, sent] = [tx.objectStore('outbox'), tx.objectStore('sent')]
  const entries = new Map((await outbox.getAll()).map((entry) => [entry.id, entry]))
  for (const { id, status, problem } of results) {
    const entry = entries.get(id)
    if (!entry) continue
    if (status === 'done') {
      await sent.put({ ...entry, acknowledged_at: clock.now().toISOString() })
      await outbox.delete(entry.seq)
    } else {
      await outbox.put(status === 'refused' ? refused(entry, problem) : postponed(entry, problem))
    }
  }
  const oldest = new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS).toISOString()
  for (let at = await sent.openCursor(); at && at.value.acknowledged_at < oldest; at = await at.continue()) await at.delete()
}

/** Kept and shown with its reason; it holds up nothing. */
const refused = (entry: Entry, problem: Problem | undefined): Entry =>
  ({ ...entry, state: 'refused', ...(problem ? { problem } : {}) })

/** Tried again; the fifth time within a day it is set aside for its owner to look at. */
function postponed(entry: Entry, problem: Problem | undefined): Entry {
  const now = clock.now()
  const recent = (entry.later ?? []).filter((at) => now.getTime() - Date.parse(at) < DAY_MS)
  const later = [...recent, now.toISOString()]
  return { ...entry, later, state: later.length < LATER_A_DAY ? 'pending' : 'aside', ...(problem ? { problem } : {}) }
}

/** What became of one entry, where it was the whole request that failed. */
export async function keepResult(result: SyncAnswer['results'][number]): Promise<void> {
  await write(['outbox', 'sent'], (tx) => keepResults(tx, [result]))
}

/**
 * The server's history is another one (a restore, a merge of accounts): what it had acknowledged
 * goes out again before the rest, and everything is read anew.
 */
export async function startEpoch(epoch: string | null): Promise<void> {
  await write(['outbox', 'sent', 'rows', 'settings'], async (tx) => {
    const [outbox, sent] = [tx.objectStore('outbox'), tx.objectStore('sent')]
    // Entries keep their place, so what was acknowledged comes before what was made after it.
    for (const { acknowledged_at: _, later: __, ...entry } of await sent.getAll()) await outbox.put({ ...entry, state: 'pending' })
    await sent.clear()
    await markStale(tx, epoch)
  })
}

const readAnew = (epoch: unknown): Promise<void> =>
  write(['rows', 'settings'], (tx) => markStale(tx, (epoch as string | null | undefined) ?? null))

async function markStale(tx: Transaction, epoch: string | null): Promise<void> {
  const [rows, settings] = [tx.objectStore('rows'), tx.objectStore('settings')]
  for (const row of await rows.getAll()) await rows.put({ ...row, stale: true })
  await settings.put(0, 'cursor')
  await settings.put(epoch, 'epoch')
  await settings.put(ROWS_VERSION, 'rows-version')
}

async function dropStale(tx: Transaction): Promise<void> {
  for (let at = await tx.objectStore('rows').openCursor(); at; at = await at.continue()) {
    if (at.value['stale']) await at.delete()
  }
}

/** Whether an accepted body is an answer to a sync; anything else is as if none had come. */
export function isAnswer(body: unknown): body is SyncAnswer {
  const answer = body as Partial<SyncAnswer> | null
  return typeof answer?.epoch === 'string' && typeof answer.cursor === 'number' && typeof answer.more === 'boolean'
    && Array.isArray(answer.results) && Array.isArray(answer.changes)
}
