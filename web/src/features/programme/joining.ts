/** Events behind a link that somebody sent: found by their slug, joined when asked. */
import { get } from '../../platform/api.ts'
import type { EventFacts } from './programme.ts'
import { chooseEvent, knowEvent } from './programmes.ts'

export interface FoundEvent extends EventFacts {
  /** How many others joined one's own. */
  others?: number
}

export type Found = { kind: 'found'; event: FoundEvent } | { kind: 'gone' } | { kind: 'unreachable' }

/** What the server has under a slug. */
export async function findEvent(slug: string): Promise<Found> {
  const answer = await get(`/api/events/${encodeURIComponent(slug)}`)
  if (answer.kind === 'refused') return { kind: 'gone' }
  const event = answer.kind === 'accepted' ? answer.body as FoundEvent : undefined
  return event?.slug === slug ? { kind: 'found', event } : { kind: 'unreachable' }
}

/** Be at it from now on; its programme comes to this phone. */
export async function joinEvent(event: EventFacts): Promise<void> {
  await knowEvent(event)
  await chooseEvent(event.slug)
}
