/** Events of one's own: correcting, inviting and deleting. */
import { type Answer, call } from '../../platform/api.ts'
import { syncNow } from '../../platform/sync.ts'
import { view } from '../../platform/view.ts'
import { planOf } from '../programme/agenda.ts'
import { chooseEvent, currentEvent, programmeOf, refreshEvents, refreshProgramme } from '../programme/programmes.ts'
import * as words from '../../words/index.ts'
import type { Said } from './adding.ts'

export type Outcome = { kind: 'done' } | { kind: 'refused'; detail: string }

const address = (slug: string): string => `/api/events/${encodeURIComponent(slug)}`

/** Correct the facts of one's own event. */
export async function correctEvent(slug: string, facts: Said): Promise<Outcome> {
  const outcome = outcomeOf(await call('PATCH', address(slug), facts, { timeoutMs: 60_000 }))
  if (outcome.kind === 'done') {
    await refreshEvents()
    await refreshProgramme(slug)
  }
  return outcome
}

/** Delete one's own event; what others have of it is theirs. */
export async function deleteEvent(slug: string): Promise<Outcome> {
  const outcome = outcomeOf(await call('DELETE', address(slug)))
  if (outcome.kind === 'done') {
    if (currentEvent.value === slug) await chooseEvent('')
    await syncNow()
    await refreshEvents()
  }
  return outcome
}

/** What of one's own goes with an event. */
export function goesWith(slug: string): { saved: number; own: number; visits: number } {
  const here = (kind: string): number => view.value.all(kind).filter((row) => row['event'] === slug).length
  return { saved: programmeOf(slug)?.items.filter((item) => planOf(slug, item.id)).length ?? 0, own: here('own'), visits: here('visit') }
}

/** The link that lets another person join. */
export const inviteTo = (slug: string): string => `${location.origin}/#/programme/${slug}`

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'accepted') return { kind: 'done' }
  if (answer.kind === 'refused') return { kind: 'refused', detail: answer.problem.errors?.[0]?.detail ?? answer.problem.detail }
  return { kind: 'refused', detail: answer.kind === 'signed-out' ? words.adding.signIn.title : answer.detail || words.adding.own.unreachable }
}
