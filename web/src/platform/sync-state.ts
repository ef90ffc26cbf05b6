/** What the screens say about sending: set by `sync`, read by anyone. */
import { signal } from '@preact/signals'

export interface SyncState {
  /**
   * `idle` nothing to do or waiting its turn · `sending` · `unreachable` no answer from our server ·
   * `signed-out` sign in to go on · `bound` this profile belongs to another account ·
   * `outdated` this app is too old to be understood
   */
  phase: 'idle' | 'sending' | 'unreachable' | 'signed-out' | 'bound' | 'outdated'
  /** When the server last held everything, ISO. */
  sent_at?: string
  /** `bound`: whose profile it is, masked. */
  bound_to?: string
}

export const syncState = signal<SyncState>({ phase: 'idle' })

/** The address this profile is signed in with; null while everything lives on this phone only. */
export const account = signal<string | null>(null)
