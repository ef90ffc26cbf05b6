/**
 * The outbox: what this phone has still to tell the server. Three promises, each with a test:
 * an entry is durable before anything else happens; it leaves only after the server said that it
 * holds it; what the server refuses is kept and shown, and holds up nothing.
 */
import { batch } from '@preact/signals'
import { v7 as uuidv7 } from 'uuid'
import { clock, deviceZone } from './clock.ts'
import { type Entry, open, type Row, type Transaction, write } from './db.ts'
import { outbox, rows } from './view.ts'

/** The newest schema of the entries this app writes. */
export const SCHEMA = 1
const changed = new EventTarget()
const tabs = new BroadcastChannel('hallway-outbox')
/** How often this tab wrote: a read of the database that a write overtook is read again. */
let written = 0

export interface Act {
  kind: string
  body: Record<string, unknown>
  /** The entry's id where the act needs to know it beforehand (a scan's id is its entry's). */
  id?: string
}

export const newId = (): string => uuidv7()

/** Do one thing: written in one transaction, durable when this resolves, on the screen at once. */
export async function post(kind: string, body: Record<string, unknown>, id?: string): Promise<Entry> {
  const [entry] = await postAll([{ kind, body, ...(id ? { id } : {}) }])
  return entry as Entry
}

/** Do several things as one: all of them are kept, or none. */
export async function postAll(acts: Act[]): Promise<Entry[]> {
  const entries = await write(['outbox', 'settings'], (tx) => addEntries(tx, acts))
  written++
  const ids = new Set(entries.map((entry) => entry.id))
  outbox.value = [...outbox.value.filter((entry) => !ids.has(entry.id)), ...entries]
  changed.dispatchEvent(new Event('post'))
  tellTabs()
  return entries
}

/** Add entries inside a transaction over `outbox` and `settings` that does more than that. */
export async function addEntries(tx: Transaction, acts: Act[]): Promise<Entry[]> {
  const at = clock.now().toISOString()
  const settings = tx.objectStore('settings')
  let seq = ((await settings.get('outbox-seq')) as number | undefined) ?? 0
  const entries = acts.map((act): Entry => ({
    seq: ++seq, id: act.id ?? newId(), v: SCHEMA, kind: act.kind, at, zone: deviceZone(), body: act.body, state: 'pending',
  }))
  await settings.put(seq, 'outbox-seq')
  for (const entry of entries) await tx.objectStore('outbox').add(entry)
  return entries
}

/**
 * Send what was refused or set aside again, corrected or as it was. It goes under a new id, because
 * the server's answer to the old one stands, and after what waits now.
 */
export async function sendAgain(entry: Entry, body: Record<string, unknown> = entry.body): Promise<void> {
  await write(['outbox', 'settings'], async (tx) => {
    await tx.objectStore('outbox').delete(entry.seq)
    const [fresh] = await addEntries(tx, [{ kind: entry.kind, body }])
    await tx.objectStore('outbox').put({ ...(fresh as Entry), at: entry.at, zone: entry.zone })
  })
  await afterWrite()
}

/** Give up an entry that cannot be sent. */
export async function discard(entry: Entry): Promise<void> {
  await write(['outbox'], (tx) => tx.objectStore('outbox').delete(entry.seq))
  await afterWrite()
}

async function afterWrite(): Promise<void> {
  written++
  await load()
  changed.dispatchEvent(new Event('post'))
  tellTabs()
}

/** Read everything this phone holds into the view; called at start and when another tab wrote. */
export async function load(): Promise<void> {
  const db = await open()
  let before: number
  let held: [Row[], Entry[]]
  do {
    before = written
    held = await Promise.all([db.getAll('rows'), db.getAll('outbox')])
  } while (before !== written)
  batch(() => { [rows.value, outbox.value] = held })
}

/** Call `listener` after each act in this tab: there is something to send. */
export function onPost(listener: () => void): void {
  changed.addEventListener('post', listener)
}

/** Tell the other tabs that the database changed; they read it again. */
export function tellTabs(): void {
  tabs.postMessage('changed')
}

tabs.onmessage = () => void load()
