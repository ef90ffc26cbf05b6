/** One note while it is written: saved again and again, each text in place of the one before. */
import { newId, post } from './outbox.ts'

export const NOTE_LIMIT = 10_000

export interface Started {
  id: string
  by: string
  text: string
}

export class NoteWriter {
  readonly #kind: string
  readonly #about: Record<string, string>
  readonly #note: string
  #base: string | null
  #saved: string
  #saving: Promise<void> = Promise.resolve()

  /** Write entries of `kind` about something, or go on with a note that was `started`. */
  constructor(kind: string, about: Record<string, string>, started?: Started) {
    this.#kind = kind
    this.#about = about
    this.#note = started?.id ?? newId()
    this.#base = started?.by ?? null
    this.#saved = started?.text ?? ''
  }

  /** Keep this text; durable when it resolves. The same text again writes nothing. */
  save(text: string): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const kept = text.slice(0, NOTE_LIMIT).trim()
      if (kept === this.#saved.trim()) return
      const entry = await post(this.#kind, { ...this.#about, note: this.#note, base: this.#base, text: kept })
      this.#base = entry.id
      this.#saved = kept
    })
    return this.#saving
  }
}
