/** What moved between versions of a programme, as the server lists it, and several lists read as one. */

/** One fact that differs. Times are `{start, end}`, rooms and people names; long texts have no values. */
export interface Fact {
  fact: string
  old?: unknown
  new?: unknown
}

export type What = 'added' | 'changed' | 'cancelled' | 'restored' | 'removed' | 'returned'

export interface Change {
  session: string
  title: string
  what: What
  facts: Fact[]
}

export interface Renaming {
  what: 'room' | 'track'
  old: string
  new: string
}

export interface ChangedVersion {
  version: number
  made_at: string
  changes: Change[]
  renamed?: Renaming[]
}

/** The last versions, the newest first. */
export interface ChangeList {
  version: number
  versions: ChangedVersion[]
}

const bySession = new WeakMap<ChangeList, Map<string, { version: number; change: Change }[]>>()

/** Every change of each session, the oldest first. */
function changesIn(list: ChangeList): Map<string, { version: number; change: Change }[]> {
  const known = bySession.get(list)
  if (known) return known
  const found = new Map<string, { version: number; change: Change }[]>()
  for (const { version, changes } of list.versions.toReversed()) {
    for (const change of changes) {
      const before = found.get(change.session)
      if (before) before.push({ version, change })
      else found.set(change.session, [{ version, change }])
    }
  }
  bySession.set(list, found)
  return found
}

/**
 * What one has to know who knew each session as of version `since(session)` (undefined: it is none of
 * theirs). Several changes read as one: A to B and B to C is A to C, and what is back has not moved.
 */
export function folded(list: ChangeList, since: (session: string) => number | undefined): Change[] {
  return [...changesIn(list)].flatMap(([session, all]) => {
    const from = since(session)
    return from === undefined ? [] : asOne(all.filter(({ version }) => version > from).map(({ change }) => change))
  })
}

/** What happened to one session since that version. */
export const foldedOf = (list: ChangeList, session: string, since: number): Change | undefined =>
  asOne((changesIn(list).get(session) ?? []).filter(({ version }) => version > since).map(({ change }) => change))[0]

const comes = (change: Change): boolean => change.what === 'added' || change.what === 'returned'

function asOne(changes: Change[]): Change[] {
  const [first, last] = [changes[0], changes.at(-1)]
  if (!first || !last) return []
  const { session, title } = last
  const facts = differing(changes)
  const [was, is] = [!comes(first), last.what !== 'removed']
  if (!was && !is) return []
  if (!was) return [{ session, title, what: first.what, facts }]
  if (!is) return [{ session, title, what: 'removed', facts }]
  const turns = changes.filter(({ what }) => what === 'cancelled' || what === 'restored')
  const turned = turns[0]?.what === turns.at(-1)?.what ? turns[0]?.what : undefined
  return turned || facts.length > 0 ? [{ session, title, what: turned ?? 'changed', facts }] : []
}

/** The facts that differ from first to last. */
function differing(changes: Change[]): Fact[] {
  const facts = new Map<string, Fact>()
  for (const fact of changes.flatMap((change) => change.facts)) {
    const before = facts.get(fact.fact)
    facts.set(fact.fact, before && 'old' in before ? { ...fact, old: before.old } : fact)
  }
  return [...facts.values()].filter((fact) => !('old' in fact) || written(fact.old) !== written(fact.new))
}

/** No rooms are nothing. */
const written = (value: unknown): string => JSON.stringify(Array.isArray(value) && value.length === 0 ? null : value ?? null)
