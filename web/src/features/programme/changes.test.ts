import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { open } from '../../platform/db.ts'
import { load } from '../../platform/outbox.ts'
import { outbox, rows } from '../../platform/view.ts'
import { registerAgendaFolds, setPlan } from './agenda.ts'
import { type Change, type ChangeList, type Fact, folded } from './change-lists.ts'
import { allChanges, markSeen, moveOf, myChanges, registerChangeFolds } from './changes.ts'
import { canonicalSha256 } from './deltas.ts'
import type { ProgrammeIndex } from './programme.ts'
import { refreshProgramme } from './programmes.ts'

registerAgendaFolds()
registerChangeFolds()

const room = (old: string | null, fresh: string | null): Fact => ({ fact: 'room', old: old && [old], new: fresh && [fresh] })
const change = (what: Change['what'], ...facts: Fact[]): Change => ({ session: 's1', title: 'Handover', what, facts })

/** A list of versions 2, 3, …, each with these changes. */
function listOf(...versions: Change[][]): ChangeList {
  const all = versions.map((changes, index) => ({ version: index + 2, made_at: `2026-06-09T1${index}:00:00+00:00`, changes }))
  return { version: versions.length + 1, versions: all.toReversed() }
}

describe('several changes read as one', () => {
  const read = (...changes: Change[]): unknown => folded(listOf(...changes.map((one) => [one])), () => 1)[0]

  test.each([
    ['A to B to C is A to C', [change('changed', room('A', 'B')), change('changed', room('B', 'C'))], change('changed', room('A', 'C'))],
    ['there and back is nothing', [change('changed', room('A', 'B')), change('changed', room('B', 'A'))], undefined],
    ['no room and nothing are one', [change('changed', { fact: 'room', old: [], new: ['B'] }), change('removed', room('B', null)), change('returned')], undefined],
    ['moved, then cancelled', [change('changed', room('A', 'B')), change('cancelled')], change('cancelled', room('A', 'B'))],
    ['cancelled and not', [change('cancelled'), change('restored')], undefined],
    ['cancelled, not, and again', [change('cancelled'), change('restored'), change('cancelled')], change('cancelled')],
    ['moved, then taken out: what it was', [change('changed', room('A', 'B')), change('removed', room('B', null))], change('removed', room('A', null))],
    ['taken out and back in its place', [change('removed', room('A', null)), change('returned', room(null, 'A'))], undefined],
    ['taken out and back elsewhere', [change('removed', room('A', null)), change('returned', room(null, 'B'))], change('changed', room('A', 'B'))],
    ['added, then moved, is added there', [change('added', room(null, 'A')), change('changed', room('A', 'B'))], change('added', room(null, 'B'))],
    ['added and taken out again', [change('added', room(null, 'A')), change('removed', room('A', null))], undefined],
    ['a text that changed says no more', [change('changed', { fact: 'text' }), change('changed', { fact: 'text' })], change('changed', { fact: 'text' })],
  ])('%s', (_what, changes, expected) => {
    expect(read(...changes)).toEqual(expected)
  })

  test('what was known already is left out', () => {
    const list = listOf([change('changed', room('A', 'B'))], [change('changed', room('B', 'C'))])
    expect(folded(list, () => 2)).toEqual([change('changed', room('B', 'C'))])
    expect(folded(list, () => 3)).toEqual([])
    expect(folded(list, () => undefined)).toEqual([])
  })
})

describe('on this phone', () => {
  const BASE = '/api/events/expo26/programme'
  let list: ChangeList

  async function publish(version: number, ...versions: Change[][]): Promise<void> {
    list = listOf(...versions)
    const fresh: ProgrammeIndex = {
      version, event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-09' },
      rooms: [], tracks: [], people: [],
      sessions: ['s1', 's2'].map((id) => ({ id, title: id, kind: 'talk', start: '2026-06-09T09:00+02:00', end: '2026-06-09T10:00+02:00' })),
    }
    const served: Record<string, unknown> = {
      [BASE]: { version, index: `${BASE}/${version}/index.json`, details: {}, sha256: await canonicalSha256(fresh) },
      [`${BASE}/${version}/index.json`]: fresh, [`${BASE}/changes.json`]: { ...list, version },
    }
    vi.stubGlobal('fetch', async (path: string) => {
      if (!(path in served)) throw new TypeError('failed to fetch')
      return new Response(JSON.stringify(served[path]), { headers: { 'Content-Type': 'application/json' } })
    })
    await refreshProgramme('expo26')
  }

  const moved: Change[] = [change('changed', room('A', 'B')), { ...change('changed', room('A', 'B')), session: 's2' }]
  const sessions = (changes: Change[]): string[] => changes.map(({ session }) => session)

  beforeEach(async () => {
    const db = await open()
    for (const store of ['documents', 'settings', 'outbox'] as const) await db.clear(store)
    await load()
  })
  afterEach(() => { rows.value = []; vi.restoreAllMocks() })

  test('what changes after one planned it is news, once', async () => {
    await publish(1)
    await setPlan('expo26', 's1', 'going')
    await publish(2, moved)
    expect([sessions(myChanges('expo26')), sessions(allChanges('expo26'))]).toEqual([['s1'], ['s1', 's2']])
    expect(moveOf('expo26', 's1')).toEqual({ rooms: ['A'] })
    expect(moveOf('expo26', 's2')).toBeUndefined()

    await setPlan('expo26', 's2', 'going')
    expect(sessions(myChanges('expo26'))).toEqual(['s1'])

    await markSeen('expo26')
    expect([myChanges('expo26'), allChanges('expo26')]).toEqual([[], []])
    expect(moveOf('expo26', 's1')).toEqual({ rooms: ['A'] })
    expect(outbox.value.at(-1)?.body).toEqual({ event: 'expo26', version: 2 })
  })

  test('another phone that saw it says so here', async () => {
    rows.value = [
      { kind: 'agenda', id: 'expo26/s1', event: 'expo26', session: 's1', value: 'going', version: 2 },
      { kind: 'changes_seen', id: 'expo26', version: 2 },
    ]
    await publish(3, [], [change('changed', room('B', 'C'))])
    expect(sessions(myChanges('expo26'))).toEqual(['s1'])
    rows.value = [...rows.value.slice(0, 1), { kind: 'changes_seen', id: 'expo26', version: 3 }]
    expect(myChanges('expo26')).toEqual([])
  })

  test('planning anew after a change is no news, a change of mind is', async () => {
    rows.value = [{ kind: 'agenda', id: 'expo26/s1', event: 'expo26', session: 's1', value: 'going', version: 2 }]
    await publish(3, [], [change('changed', room('B', 'C'))])
    await setPlan('expo26', 's1', 'interested')
    expect(sessions(myChanges('expo26'))).toEqual(['s1'])
    await setPlan('expo26', 's1', null)
    await setPlan('expo26', 's1', 'going')
    expect(myChanges('expo26')).toEqual([])
  })
})
