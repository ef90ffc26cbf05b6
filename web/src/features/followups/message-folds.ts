/** What an act about a message does to the view: the server's fold of events, run ahead. */
import type { Entry, Row } from '../../platform/db.ts'
import { registerFold, type View } from '../../platform/view.ts'
import { fold, type MessageEvent, type State } from './states.ts'

/** What became of a message that the server sends. */
export interface Delivery {
  state: 'waiting' | 'sent' | 'failed' | 'unknown' | 'cancelled'
  reason?: string
  asked_at: string
}

export interface TimedEvent extends MessageEvent {
  at: string
}

export interface MessageText {
  subject?: string | null
  body?: string | null
  to?: string | null
}

export interface MessageRow extends Row, MessageText {
  contact: string
  event?: string
  intent: string
  channel: string
  state: State
  /** While an approval is in force: of what it froze. */
  hash?: string
  at: string
  events: TimedEvent[]
  delivery?: Delivery
  /** Texts of events that the server has not confirmed yet, by their ids. */
  texts?: Record<string, MessageText & { hash?: string }>
}

export function registerMessageFolds(): void {
  registerFold('message.event', addEvent)
}

function addEvent(seen: View, { id, at, state, body }: Entry): void {
  if (state === 'refused') return
  const message = String(body['message'])
  const row = seen.get<MessageRow>('message', message)
  const { subject, body: words, to, hash } = body as unknown as MessageText & { hash?: string }
  const texts = { ...row?.texts, [id]: { subject, body: words, to, hash } as MessageText & { hash?: string } }
  const events = [...(row?.events ?? []), { id, at, type: String(body['type']), names: body['names'] as string | undefined }]
  const folded = fold(events)
  const text = folded.text === null ? undefined : texts[folded.text]
  seen.put('message', message, {
    contact: seen.resolve(String(body['contact'])),
    event: body['event'] ?? undefined,
    intent: body['intent'],
    channel: body['channel'],
    events,
    texts,
    at,
    state: folded.state,
    hash: folded.approved === null ? undefined : texts[folded.approved]?.hash ?? row?.hash,
    ...(text ? { subject: text.subject, body: text.body, to: text.to } : {}),
  })
}
