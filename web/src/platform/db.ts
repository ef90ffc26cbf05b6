/**
 * The phone's database, one per person ("profile"): its stores, its versions, and one way to write.
 * No other module names IndexedDB.
 */
import { deleteDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'

/** What the server last said of one thing. `kind` and `id` are its key; the rest is the feature's. */
export interface Row {
  kind: string
  id: string
  [field: string]: unknown
}

/** One act on this phone, as it is sent, and what became of it. */
export interface Entry {
  /** Its place in the outbox; entries are sent in this order. */
  seq: number
  id: string
  v: number
  kind: string
  at: string
  zone: string
  body: Record<string, unknown>
  state: 'pending' | 'refused' | 'aside'
  /** Why the server refused it, or could not take it. */
  problem?: Problem
  /** When the server answered `later`, newest last; five in a day set the entry aside. */
  later?: string[]
}

/** RFC 9457, as our server sends it. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: { pointer: string; detail: string }[]
  [member: string]: unknown
}

export interface Stores extends DBSchema {
  settings: { key: string; value: unknown }
  rows: { key: [string, string]; value: Row }
  outbox: { key: number; value: Entry }
  /** Acknowledged entries, kept 30 days: sent again first when the server's epoch changed. */
  sent: { key: number; value: Entry & { acknowledged_at: string } }
  /** Programme documents, by address. */
  documents: { key: string; value: unknown }
}

export type StoreName = StoreNames<Stores>
export type Transaction = IDBPTransaction<Stores, StoreName[], 'readwrite'>

const VERSION = 1
/** Where this device keeps which profile is in use. */
export const PROFILE_KEY = 'hallway-profile'
/** What a worker was told, which cannot read where the page keeps it. */
let named = 'me'
let opening: Promise<IDBPDatabase<Stores>> | undefined

/** The name of the profile in use; another person on the same phone has another. */
export const profile = (): string => globalThis.localStorage?.getItem(PROFILE_KEY) ?? named

/** Go on as another person, from the next `open`. */
export function useProfile(name: string): void {
  named = name
  globalThis.localStorage?.setItem(PROFILE_KEY, name)
  opening = undefined
}

export function open(): Promise<IDBPDatabase<Stores>> {
  opening ??= openDB<Stores>(`hallway-${profile()}`, VERSION, {
    upgrade(db) {
      db.createObjectStore('settings')
      db.createObjectStore('rows', { keyPath: ['kind', 'id'] })
      db.createObjectStore('outbox', { keyPath: 'seq' })
      db.createObjectStore('sent', { keyPath: 'seq' })
      db.createObjectStore('documents')
    },
    // A newer version of the app wants the database: this tab makes room and starts over.
    blocking: () => { if ('document' in globalThis) location.reload(); else void close() },
    terminated: () => { opening = undefined },
  })
  return opening
}

/** Let go of the database until the next `open`, so that it stands in nobody's way. */
export async function close(): Promise<void> {
  const held = opening
  opening = undefined
  ;(await held)?.close()
}

/**
 * Run `work` in one transaction over `stores`: all of it is kept, or none of it is.
 * `work` may only await requests of the transaction itself. Resolves when the write is durable.
 */
export async function write<T>(stores: StoreName[], work: (tx: Transaction) => Promise<T>): Promise<T> {
  const tx = (await open()).transaction(stores, 'readwrite', { durability: 'strict' })
  const kept = tx.done.then(() => undefined, (failure: unknown) => ({ failure }))
  try {
    const result = await work(tx)
    const outcome = await kept
    if (outcome) throw outcome.failure
    return result
  } catch (failure) {
    // A fault outside the database does not end its transaction: left alone it would be kept by half.
    try { tx.abort() } catch { /* it has ended already */ }
    await kept
    throw failure
  }
}

/** Remove everything this profile holds on this phone. What comes after is another person. */
export async function forget(): Promise<void> {
  const name = `hallway-${profile()}`
  ;(await open()).close()
  opening = undefined
  await deleteDB(name)
}

export async function setting<T>(key: string): Promise<T | undefined> {
  return (await (await open()).get('settings', key)) as T | undefined
}

export async function keepSetting(key: string, value: unknown): Promise<void> {
  await (await open()).put('settings', value, key)
}
