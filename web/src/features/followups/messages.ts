/** The messages of follow-ups: their texts, and what is done to them. */
import { call } from '../../platform/api.ts'
import { deviceZone } from '../../platform/clock.ts'
import { post } from '../../platform/outbox.ts'
import { syncNow } from '../../platform/sync.ts'
import { outbox } from '../../platform/view.ts'
import { now } from '../../ui/now.ts'
import * as words from '../../words/index.ts'
import { myCard } from '../card/my-card.ts'
import { programmeOf } from '../programme/programmes.ts'
import { catalogue, catalogueHash } from './catalogue.ts'
import { approvalHash, CHANNEL, type Intent, TEMPLATES } from './drafts.ts'
import type { Mail } from './hand-off.ts'
import { eventOf, type FollowUp, type Triage } from './owed.ts'
import { type NeedsInput, type Rendered, render } from './rendering.ts'
import { type EventType, fold } from './states.ts'
import { variablesFor } from './variables.ts'

export const LIMIT = { subject: 200, body: 20_000 }

/** What is known of the meeting, as the variables of a template. */
export function knownOf({ contact, meeting }: FollowUp): Record<string, string> {
  const event = eventOf(meeting.event)
  const session = meeting.event && meeting.session ? programmeOf(meeting.event)?.byId.get(meeting.session) : undefined
  const card = Object.fromEntries(Object.entries(myCard.value).filter(([, value]) => typeof value === 'string')) as Record<string, string>
  return variablesFor(catalogue, {
    now: now.value,
    zone: event?.timezone ?? deviceZone(),
    card,
    to: { name: contact.name },
    metAt: meeting.at,
    encounter: meeting.fields,
    event: event ? event.short_name ?? event.name : undefined,
    session: session && { title: session.title, kind: session.kind, board: session.board, people: session.people.map(({ name }) => name) },
  })
}

export const draftOf = (each: FollowUp): Rendered | NeedsInput => render(catalogue, TEMPLATES[each.intent], knownOf(each))

export interface Text {
  subject: string
  body: string
}

/** The text as it stands: what was edited or approved, else the draft where it is complete. */
export function textOf(each: FollowUp): Text | undefined {
  if (typeof each.message?.body === 'string' && each.message.id === each.id) {
    return { subject: each.message.subject ?? '', body: each.message.body }
  }
  const draft = draftOf(each)
  return draft.status === 'complete' ? { subject: draft.subject ?? '', body: draft.body } : undefined
}

/** Whom it was approved for, else the address known now. */
export const addressOf = ({ message, contact }: FollowUp): string | null =>
  (message?.hash ? message.to ?? null : contact.email || null)

export function mailOf(each: FollowUp): Mail {
  const { subject, body } = textOf(each) ?? { subject: '', body: '' }
  return { to: addressOf(each), subject, body }
}

export const nameOf = ({ contact }: FollowUp): string => contact.name || words.people.noName

const about = (each: FollowUp): Record<string, unknown> => ({
  message: each.message?.id ?? each.id,
  contact: each.contact.id,
  ...(each.meeting.event ? { event: each.meeting.event } : {}),
  intent: each.message?.intent ?? each.intent,
  channel: CHANNEL,
})
const happened = (each: FollowUp, type: EventType, more: Record<string, unknown> = {}): Promise<unknown> =>
  post('message.event', { ...about(each), type, ...more })

async function named(each: FollowUp): Promise<Record<string, string>> {
  return { template: TEMPLATES[each.intent], catalogue: await catalogueHash() }
}

/** Keep what was typed; from now on the text is its owner's, and no longer follows the notes. */
export const edit = async (each: FollowUp, text: Text): Promise<unknown> =>
  happened(each, 'edited', { ...text, to: each.contact.email || null, ...await named(each) })

/** Freeze the text and the address. */
export async function approve(each: FollowUp, text: Text): Promise<void> {
  const to = each.contact.email || null
  const hash = await approvalHash(text.subject, text.body, to)
  await happened(each, 'approved', { ...text, to, hash, ...await named(each) })
}

export const reopen = (each: FollowUp): Promise<unknown> => happened(each, 'reopened')
export const handOff = (each: FollowUp): Promise<unknown> => happened(each, 'handed_off')
export const markSent = (each: FollowUp): Promise<unknown> => happened(each, 'sent')
export const markReplied = (each: FollowUp): Promise<unknown> => happened(each, 'replied', { outcome: 'answer' })

/** It did not go out after all: only the hand-off that is open is undone. */
export const markNotSent = (each: FollowUp): Promise<unknown> =>
  happened(each, 'not_sent', { names: fold(each.message?.events ?? []).handOff })

export const decide = (each: FollowUp, triage: Triage | null): Promise<unknown> =>
  post('contact.set', { contact: each.contact.id, field: 'triage', value: triage })

export const choose = (each: FollowUp, intent: Intent): Promise<unknown> => note(each, 'intent', intent)

const note = (each: FollowUp, field: string, value: string | null): Promise<unknown> =>
  post('encounter.set', { contact: each.contact.id, encounter: each.meeting.encounter, field, value })

const NOTED_AS: Record<string, string> = {
  'n.topic_np': 'topic', 'n.detail_s': 'detail', 'n.promise_np': 'promise', 's.link': 'promise_link', 'x.place_pp': 'place',
}
const ON_CARD: Record<string, string> = { 'me.full_name': 'name', 'me.role_np': 'headline', 'me.org': 'institution', 'me.specialty': 'specialty' }

/** Note what a message lacked, where it belongs: my card, the contact, the meeting. */
export function fillIn(each: FollowUp, variable: string, value: string): Promise<unknown> {
  const said = value.trim() || null
  const field = ON_CARD[variable]
  if (field) return post('card.set', { field, value: said })
  if (variable === 'c.display_name') return post('contact.set', { contact: each.contact.id, field: 'name', value: said })
  return note(each, NOTED_AS[variable] ?? variable, said)
}

export const setAddress = (each: FollowUp, email: string): Promise<unknown> =>
  post('contact.set', { contact: each.contact.id, field: 'email', value: email.trim() || null })

/** A promise is kept, or not yet after all. */
export const keepPromise = (each: FollowUp, kept: boolean): Promise<unknown> => note(each, 's.promise_kept', kept ? 'yes' : null)

/** A mail takes a moment to go: when to look what became of it. */
const LOOK_AFTER = [1, 4, 12, 40]

export type Sending = { kind: 'asked' } | { kind: 'later' } | { kind: 'sign-in' } | { kind: 'refused'; detail: string }

/** Have the server send it: it has to hold the approval first. */
export async function sendByServer(each: FollowUp, again = false): Promise<Sending> {
  await syncNow()
  const id = each.message?.id ?? each.id
  if (outbox.value.some((entry) => entry.body['message'] === id && entry.state === 'pending')) return { kind: 'later' }
  const answer = await call('POST', `/api/messages/${id}/send`, { hash: each.message?.hash, again })
  if (answer.kind === 'signed-out') return { kind: 'sign-in' }
  if (answer.kind === 'refused') return { kind: 'refused', detail: answer.problem.detail }
  if (answer.kind === 'unavailable') return { kind: 'later' }
  for (const seconds of LOOK_AFTER) setTimeout(() => void syncNow(), seconds * 1000)
  return { kind: 'asked' }
}
