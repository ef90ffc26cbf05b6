/**
 * The outbox: what this phone has still to tell the server. Three promises, each with a test:
 * an entry is durable before anything else happens; it leaves only after the server said that it
 * holds it; what the server refuses is kept and shown, and holds up nothing.
 */
import { v7 as uuidv7 } from 'uuid'
import { clock, deviceZone } from './clock.ts'
import { type Entry, open, write } from './db.ts'
import { outbox, rows } from './view.ts'

/** The newest schema of the entries this app writes. */
const SCHEMA = 1
const changed = new EventTarget()
const tabs = new BroadcastChannel('hallway-outbox')

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
  const at = clock.now().toISOString()
  const entries = await write(['outbox', 'settings'], async (tx) => {
    const settings = tx.objectStore('settings')
    let seq = ((await settings.get('outbox-seq')) as number | undefined) ?? 0
    const written = acts.map((act): Entry => ({
      seq: ++seq, id: act.id ?? newId(), v: SCHEMA, kind: act.kind, at, zone: deviceZone(), body: act.body, state: 'pending',
    }))
    await settings.put(seq, 'outbox-seq')
    for (const entry of written) await tx.objectStore('outbox').add(entry)
    return written
  })
  outbox.value = [...outbox.value, ...entries]
  announce()
  return entries
}

/** Read everything this phone holds into the view; called at start and when another tab wrote. */
export async function load(): Promise<void> {
  const db = await open()
  const [held, entries] = await Promise.all([db.getAll('rows'), db.getAll('outbox')])
  rows.value = held
  outbox.value = entries
}

/** Call `listener` after each write of this tab: there is something to send. */
export function onPost(listener: () => void): void {
  changed.addEventListener('post', listener)
}

/** Tell the other tabs that the database changed. */
export function announce(): void {
  changed.dispatchEvent(new Event('post'))
  tabs.postMessage('changed')
}

tabs.onmessage = () => void load()
