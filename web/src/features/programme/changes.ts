/** What changed in the programme for the person who holds this phone, and what they have seen of it. */
import { post } from '../../platform/outbox.ts'
import { registerFold, type View, view } from '../../platform/view.ts'
import { type Change, folded, foldedOf } from './change-lists.ts'
import { changeListOf, knownSince } from './programmes.ts'

export function registerChangeFolds(): void {
  registerFold('changes.seen', (seen, { state, body }) => {
    const { event, version } = body as { event: string; version: number }
    if (state !== 'refused' && version > seenVersion(event, seen)) seen.put('changes_seen', event, { version })
  })
}

const seenVersion = (event: string, seen: View): number => Number(seen.get('changes_seen', event)?.['version'] ?? 0)

/** The version one knows the programme as: what was seen, at least what this phone fetched first. */
export const knownVersion = (event: string, seen: View = view.value): number => Math.max(seenVersion(event, seen), knownSince(event))

/** Everything up to the newest version was seen; it is not shown again, on no phone of theirs. */
export async function markSeen(event: string): Promise<void> {
  const list = changeListOf(event)
  if (list) await post('changes.seen', { event, version: list.version })
}

/** What is new in one's agenda; who planned a session knew it as it was then. */
export function myChanges(event: string, seen: View = view.value): Change[] {
  const list = changeListOf(event)
  if (!list) return []
  const from = seenVersion(event, seen)
  const mine = new Map<unknown, number>()
  for (const row of seen.all('agenda')) {
    if (row['event'] === event) mine.set(row['session'], Math.max(from, plannedAt(event, row['version'])))
  }
  return folded(list, (session) => mine.get(session))
}

/** What is new in the whole programme. */
export function allChanges(event: string, seen: View = view.value): Change[] {
  const list = changeListOf(event)
  const from = knownVersion(event, seen)
  return list ? folded(list, () => from) : []
}

/** Where and when a planned session was before it moved, seen or not. */
export function moveOf(event: string, session: string): { rooms?: string[]; start?: string } | undefined {
  const list = changeListOf(event)
  const row = view.value.get('agenda', `${event}/${session}`)
  const change = list && row && foldedOf(list, session, plannedAt(event, row['version']))
  if (!change) return undefined
  const old = (name: string): unknown => change.facts.find(({ fact }) => fact === name)?.old
  const [rooms, time] = [old('room') as string[] | null | undefined, old('time') as { start: string } | null | undefined]
  const moved = time && Date.parse(time.start) !== Date.parse((change.facts.find(({ fact }) => fact === 'time')?.new as { start: string } | null)?.start ?? '')
  return { ...(rooms ? { rooms } : {}), ...(moved ? { start: time.start } : {}) }
}

/** A plan that does not say in which version it was made was made in what this phone had. */
const plannedAt = (event: string, version: unknown): number => (typeof version === 'number' ? version : knownSince(event))
