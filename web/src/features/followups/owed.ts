/** Who is owed a message on this phone, when, and where it stands; no text is made here. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { deviceZone } from '../../platform/clock.ts'
import { view } from '../../platform/view.ts'
import { type Contact, contacts, type Encounter } from '../contacts/contacts.ts'
import type { EventFacts } from '../programme/programme.ts'
import { events, programmeOf } from '../programme/programmes.ts'
import { followUps as owedTo, INTENTS, type Meeting, messageId, type Owed } from './drafts.ts'
import type { MessageRow } from './message-folds.ts'
import type { State } from './states.ts'
import { type Plan, plan, usualWeek } from './timing.ts'

export type Triage = 'follow_up' | 'kept' | 'let_go'

export interface FollowUp extends Owed {
  contact: Contact
  plan: Plan
  state: State
  triage: Triage | undefined
  message: MessageRow | undefined
}

/** Still to be written or passed on. */
const OPEN: ReadonlySet<State> = new Set(['planned', 'edited', 'approved'])

export const eventOf = (slug: string | undefined): EventFacts | undefined =>
  (slug ? programmeOf(slug)?.event ?? events.value.find((event) => event.slug === slug) : undefined)

/** Everybody met, with the message they are owed; what is written or let be is among them. */
export const everyFollowUp: ReadonlySignal<FollowUp[]> = computed(() => {
  const rows = new Map(view.value.all<MessageRow>('message').map((row) => [row.id, row]))
  return [...contacts.value.values()].flatMap((contact) => (contact.standing === 'own' ? [] : followUpsOf(contact, rows)))
})

function followUpsOf(contact: Contact, rows: ReadonlyMap<string, MessageRow>): FollowUp[] {
  return owedTo(contact.id, contact.encounters.map(meetingIn)).map((owed) => {
    const message = rows.get(owed.id)
    const others = INTENTS.flatMap((intent) => rows.get(messageId(contact.id, owed.meeting.event, intent)) ?? [])
    const past = others.find((row) => !OPEN.has(row.state) && row.state !== 'cancelled')
    return {
      ...owed,
      contact,
      message: past ?? message,
      state: (past ?? message)?.state ?? 'planned',
      triage: contact.row['no_follow_up'] === true ? 'let_go' : contact.row['triage'] as Triage | undefined,
      plan: planOf(owed, contact),
    }
  })
}

function meetingIn(encounter: Encounter): Meeting {
  const { kind: _, id, contact: __, at, zone: ___, event, session, ...rest } = encounter
  const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === 'string')) as Record<string, string>
  return { encounter: id, at: new Date(at), event, session, fields }
}

function planOf({ meeting, promise }: Owed, contact: Contact): Plan {
  const event = eventOf(meeting.event)
  return plan({
    capturedAt: meeting.at,
    week: usualWeek(deviceZone()),
    event: event ? { zone: event.timezone, startsOn: event.starts_on, endsOn: event.ends_on } : null,
    promise,
    hot: contact.hot,
  })
}

const isLetBe = ({ triage }: FollowUp): boolean => triage === 'kept' || triage === 'let_go'
const byDue = (one: FollowUp, other: FollowUp): number =>
  one.plan.dueAt.getTime() - other.plan.dueAt.getTime() || one.meeting.at.getTime() - other.meeting.at.getTime()

/** To be written, the earliest due first. */
export const openFollowUps = computed(() =>
  everyFollowUp.value.filter((each) => OPEN.has(each.state) && !isLetBe(each)).sort(byDue))

/** Passed to another program; only their owner knows whether they went out. Newest first. */
export const handedOff = computed(() =>
  everyFollowUp.value.filter((each) => each.state === 'handed_off')
    .sort((one, other) => Date.parse(lastEvent(other)?.at ?? '') - Date.parse(lastEvent(one)?.at ?? '')))

export const approved = computed(() => openFollowUps.value.filter((each) => each.state === 'approved'))
export const unwritten = computed(() => openFollowUps.value.filter((each) => each.state !== 'approved'))

const weight = (each: FollowUp): number =>
  (each.promise ? 0 : each.contact.hot ? 1 : isNoted(each) ? 2 : 3)
const isNoted = ({ contact, meeting }: FollowUp): boolean => contact.notes.length > 0 || Boolean(meeting.fields['topic'])

/** To be decided on: promises first, then hot, noted, not noted; within that by place and time. */
export const undecided = computed(() => {
  const place = ({ meeting }: FollowUp): string => `${meeting.event ?? ''}/${meeting.session ?? ''}`
  return openFollowUps.value.filter((each) => each.triage === undefined && each.state === 'planned').sort((one, other) =>
    weight(one) - weight(other) || place(one).localeCompare(place(other)) || one.meeting.at.getTime() - other.meeting.at.getTime())
})

/** The follow-up that an address names, whichever of its templates was meant. */
export function followUpFor(id: string): FollowUp | undefined {
  return everyFollowUp.value.find((each) => each.id === id || each.message?.id === id
    || INTENTS.some((intent) => messageId(each.contact.id, each.meeting.event, intent) === id))
}

export const lastEvent = ({ message }: FollowUp): { at: string; type: string } | undefined => message?.events.at(-1)
