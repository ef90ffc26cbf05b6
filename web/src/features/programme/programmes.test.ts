import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { open } from '../../platform/db.ts'
import { load } from '../../platform/outbox.ts'
import { registerAgendaFolds } from './agenda.ts'
import { canonicalSha256 } from './deltas.ts'
import type { ProgrammeIndex } from './programme.ts'
import { absent, changeListOf, chooseEvent, currentEvent, detailsOf, events, knownSince, needProgramme, programmeOf, refreshEvents, refreshProgramme } from './programmes.ts'

registerAgendaFolds()

const DAY = '2026-06-09'

function index(version: number, room = 'Aula'): ProgrammeIndex {
  return {
    version,
    event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Berlin', starts_on: DAY, ends_on: DAY },
    rooms: [{ id: 'r1', name: room }], tracks: [], people: [],
    sessions: [{ id: 's1', title: 'Handover', kind: 'talk', start: `${DAY}T09:00+02:00`, end: `${DAY}T10:00+02:00`, rooms: ['r1'] }],
  }
}

/** What the server has, by address; anything else is as if there were no network. */
let served: Record<string, unknown>
let asked: string[]
const BASE = '/api/events/expo26/programme'

async function publish(version: number, fresh: ProgrammeIndex, more: Record<string, unknown> = {}): Promise<void> {
  served = {
    [BASE]: { version, index: `${BASE}/${version}/index.json`, details: { [DAY]: `h${version}` }, sha256: await canonicalSha256(fresh) },
    [`${BASE}/${version}/index.json`]: fresh,
    [`${BASE}/changes.json`]: { version, versions: [] },
    [`${BASE}/details/h${version}.json`]: { s1: { abstract: [{ t: 'p', c: [`Version ${version}`] }] } },
    ...more,
  }
}

beforeEach(async () => {
  const db = await open()
  for (const store of ['documents', 'settings', 'outbox'] as const) await db.clear(store)
  await load()
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (!(path in served)) throw new TypeError('failed to fetch')
    return new Response(JSON.stringify(served[path]), { headers: { 'Content-Type': 'application/json' } })
  })
})

afterEach(() => { vi.restoreAllMocks() })

test('a programme comes with its details, and is asked for again by its manifest only', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  expect(asked).toEqual([BASE, `${BASE}/1/index.json`, `${BASE}/changes.json`, `${BASE}/details/h1.json`])

  asked = []
  await refreshProgramme('expo26')
  expect(asked).toEqual([BASE])
  expect(programmeOf('expo26')?.items.map((item) => item.title)).toEqual(['Handover'])
})

test('details are there without a network', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  served = {}

  expect(await detailsOf('expo26', 's1')).toEqual({ abstract: [{ t: 'p', c: ['Version 1'] }] })
})

test('a newer version comes as a delta, and with the list of what moved', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  const delta = { version: 2, sha256: '', put: { rooms: [{ id: 'r1', name: 'Studio 2' }] }, remove: {} }
  await publish(2, index(2, 'Studio 2'), { [`${BASE}/1..2.json`]: delta })
  asked = []
  await refreshProgramme('expo26')

  expect(asked).toEqual([BASE, `${BASE}/1..2.json`, `${BASE}/changes.json`, `${BASE}/details/h2.json`])
  expect(programmeOf('expo26')?.byId.get('s1')?.rooms).toEqual([{ id: 'r1', name: 'Studio 2' }])
  expect([knownSince('expo26'), changeListOf('expo26')?.version]).toEqual([1, 2])
  const held = (await (await open()).getAllKeys('documents')).filter((key) => key.startsWith('details/'))
  expect(held).toEqual(['details/expo26/h2'])
})

test('a map that was taken away leaves the phone', async () => {
  const [plain, address] = [index(1), '/api/events/expo26/map/1.png']
  await publish(1, { ...plain, event: { ...plain.event, map: { address, width: 4, height: 3 } } })
  await (await open()).put('documents', new Blob(['map']), `map/expo26/${address}`)
  const held = async (): Promise<string[]> => (await (await open()).getAllKeys('documents')).filter((key) => key.startsWith('map/'))
  await refreshProgramme('expo26')
  expect(await held()).toEqual([`map/expo26/${address}`])

  await publish(2, index(2))
  await refreshProgramme('expo26')
  expect(await held()).toEqual([])
})

test('a list of changes that cannot be had is asked for again, and the one before stands', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  await publish(2, index(2))
  const { [`${BASE}/changes.json`]: list, ...rest } = served
  served = rest
  await refreshProgramme('expo26')
  expect(changeListOf('expo26')?.version).toBe(1)

  served = { ...rest, [`${BASE}/changes.json`]: list }
  await refreshProgramme('expo26')
  expect(changeListOf('expo26')?.version).toBe(2)
})

test('a delta that does not lead to what the server has is not believed', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  const wrong = { version: 2, sha256: '', put: {}, remove: {} }
  await publish(2, index(2, 'Studio 2'), { [`${BASE}/1..2.json`]: wrong })
  await refreshProgramme('expo26')

  expect(asked).toContain(`${BASE}/2/index.json`)
  expect(programmeOf('expo26')?.byId.get('s1')?.rooms[0]?.name).toBe('Studio 2')
})

test('an index that cannot be fetched leaves the older one standing', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  await publish(2, index(2, 'Studio 2'))
  delete served[`${BASE}/2/index.json`]
  await refreshProgramme('expo26')

  expect(programmeOf('expo26')?.version).toBe(1)
})

test('a portal page instead of a manifest changes nothing', async () => {
  await publish(1, index(1))
  await refreshProgramme('expo26')
  vi.stubGlobal('fetch', async () => new Response('<h1>Welcome</h1>', { headers: { 'Content-Type': 'text/html' } }))
  await refreshProgramme('expo26')
  await refreshEvents()

  expect(programmeOf('expo26')?.version).toBe(1)
})

test('an event that cannot be fetched is said to be absent', async () => {
  served = {}
  await needProgramme('elsewhere')

  expect([...absent.value]).toContain('elsewhere')
})

test('choosing an event joins it once; none can be chosen too', async () => {
  await publish(1, index(1), { '/api/events': { events: [index(1).event] } })
  await refreshEvents()
  expect(events.value.map((event) => event.slug)).toEqual(['expo26'])
  await chooseEvent('expo26')
  await chooseEvent('')
  expect(currentEvent.value).toBeNull()
  await chooseEvent('expo26')

  expect(currentEvent.value).toBe('expo26')
  expect((await (await open()).getAll('outbox')).map((entry) => [entry.kind, entry.body])).toEqual([['event.join', { event: 'expo26' }]])
})
