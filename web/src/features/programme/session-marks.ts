/** What its owner marks and writes about sessions: ticks, what to come back to, and notes. */
import { computed } from '@preact/signals'
import type { Started } from '../../platform/note-writer.ts'
import { post } from '../../platform/outbox.ts'
import { registerFold, view } from '../../platform/view.ts'

export interface SessionNote extends Started {
  at: string
}

const rowId = (event: unknown, session: unknown): string => `${String(event)}/${String(session)}`

export function registerMarkFolds(): void {
  registerFold('visit.remove', (seen, { state, body }) => {
    if (state !== 'refused') seen.remove('visit', rowId(body['event'], body['session']))
  })
  registerFold('revisit.set', (seen, { state, body }) => {
    if (state === 'refused') return
    const { event, session, value } = body
    if (value) seen.put('revisit', rowId(event, session), { event, session })
    else seen.remove('revisit', rowId(event, session))
  })
  // The row with the text that this one replaces gets it; otherwise it becomes a row of its own.
  registerFold('session_note.save', (seen, { id, at, body }) => {
    const { event, session, note, base, text } = body
    const replaced = base ? seen.all('session_note').find((row) => row['by'] === base)?.id : undefined
    const row = replaced ?? (seen.get('session_note', String(note)) ? id : String(note))
    seen.put('session_note', row, { event, session, text, by: id, at })
  })
}

export const removeVisit = (event: string, session: string): Promise<unknown> => post('visit.remove', { event, session })

/** Mark something to come back to, or (false) not any more. */
export const setRevisit = (event: string, session: string, value: boolean): Promise<unknown> => post('revisit.set', { event, session, value })

export const wantsAgain = (event: string, session: string): boolean => view.value.get('revisit', rowId(event, session)) !== undefined

/** The words about a session, the oldest first; two where one text was changed on two phones. */
export function notesOf(event: string, session: string): SessionNote[] {
  const rows = view.value.all('session_note').filter((row) => row['session'] === session && row['event'] === event && row['text'])
  return (rows as unknown as SessionNote[]).toSorted((a, b) => a.at.localeCompare(b.at))
}

const noted = computed(() => new Set(view.value.all('session_note').filter((row) => row['text']).map((row) => rowId(row['event'], row['session']))))

/** Whether there are any words about a session. */
export const hasNote = (event: string, session: string): boolean => noted.value.has(rowId(event, session))
