/**
 * Which follow-ups a person owes: from meetings to messages, before any text is made. The server
 * has the same (`drafts.py`). One message for a contact and an event: meeting somebody twice adds
 * to the first, and writes once.
 */
import { v5 as uuidv5 } from 'uuid'
import { sha256 } from './digests.ts'

export const TEMPLATES = {
  thanks: 'thanks_week',
  manuscript: 'poster_manuscript',
  meeting: 'meeting_proposal',
  mentor: 'mentor_request',
} as const
export type Intent = keyof typeof TEMPLATES
export const INTENTS = Object.keys(TEMPLATES) as Intent[]
export const CHANNEL = 'email'
export const PROMISE_KEPT = 's.promise_kept'
const BETWEEN = '\x1f'

export interface Meeting {
  /** Of the last encounter: what is typed into a draft is noted there. */
  encounter: string
  at: Date
  event?: string | undefined
  session?: string | undefined
  /** Texts by their names. */
  fields: Readonly<Record<string, string | undefined>>
}

export interface Owed {
  id: string
  intent: Intent
  promise: boolean
  meeting: Meeting
}

/** The id of the one message of this kind to this contact, the same on every phone. */
export const messageId = (contact: string, event: string | undefined, intent: string, channel: string = CHANNEL): string =>
  uuidv5(`${event ?? ''}/${intent}/${channel}`, contact)

export function followUps(contact: string, meetings: readonly Meeting[]): Owed[] {
  const byEvent = new Map<string | undefined, Meeting>()
  for (const meeting of meetings.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    const before = byEvent.get(meeting.event)
    byEvent.set(meeting.event, before ? joined(before, meeting) : meeting)
  }
  return [...byEvent.values()].map((meeting) => {
    const wanted = meeting.fields['intent'] ?? ''
    const intent = Object.hasOwn(TEMPLATES, wanted) ? wanted as Intent : 'thanks'
    const promise = Boolean(meeting.fields['promise']) && !meeting.fields[PROMISE_KEPT]
    return { id: messageId(contact, meeting.event, intent), intent, promise, meeting }
  })
}

function joined(before: Meeting, after: Meeting): Meeting {
  const noted = Object.fromEntries(Object.entries(after.fields).filter(([, value]) => value))
  return { ...after, session: after.session ?? before.session, fields: { ...before.fields, ...noted } }
}

/** What an approval freezes: the SHA-256 of subject, body and recipient. */
export const approvalHash = (subject: string | null, body: string, to: string | null): Promise<string> =>
  sha256([subject ?? '', body, to ?? ''].join(BETWEEN))
