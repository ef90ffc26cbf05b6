/**
 * What the screens show: the rows the server sent, with this phone's outbox folded on top.
 * Without an account the outbox is all there is, and the view is made of it alone.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Entry, Row } from './db.ts'

/** Change the view as the server will when it accepts the entry. Must not touch anything else. */
export type Fold = (view: View, entry: Entry) => void

const folds = new Map<string, Fold>()

/** A feature says what its kind of entry does to the view; called once, at start. */
export function registerFold(kind: string, fold: Fold): void {
  folds.set(kind, fold)
}

export class View {
  readonly #kinds = new Map<string, Map<string, Row>>()

  /** The id that `id` was merged into, or `id` itself. */
  resolve(id: string): string {
    for (let alias = this.#kinds.get('alias')?.get(id); alias; alias = this.#kinds.get('alias')?.get(id)) {
      id = String(alias['to'])
    }
    return id
  }

  get<T extends Row = Row>(kind: string, id: string): T | undefined {
    return this.#kinds.get(kind)?.get(this.resolve(id)) as T | undefined
  }

  all<T extends Row = Row>(kind: string): T[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])] as T[]
  }

  /** Merge `fields` into the row, making it where it is missing. Rows are never changed in place. */
  put(kind: string, id: string, fields: Record<string, unknown>): void {
    const real = kind === 'alias' ? id : this.resolve(id)
    const rows = this.#kinds.get(kind) ?? new Map<string, Row>()
    rows.set(real, { ...rows.get(real), ...fields, kind, id: real })
    this.#kinds.set(kind, rows)
  }

  remove(kind: string, id: string): void {
    this.#kinds.get(kind)?.delete(this.resolve(id))
  }
}

/** The server's rows and this phone's unacknowledged entries; `start` and `sync` keep them true. */
export const rows = signal<readonly Row[]>([])
export const outbox = signal<readonly Entry[]>([])

export const view: ReadonlySignal<View> = computed(() => {
  const folded = new View()
  for (const row of rows.value) folded.put(row.kind, row.id, row)
  // What the server refused stays in the outbox, shown there with its reason, and out of the view
  // only if its fold says so: a capture that was refused is still a capture.
  for (const entry of outbox.value) folds.get(entry.kind)?.(folded, entry)
  return folded
})
