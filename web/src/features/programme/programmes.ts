/**
 * The programmes on this phone: shown from its own database at once, always; brought up to date in
 * the background when the server can be reached. One small manifest is asked for again; everything
 * that it names never changes.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { get } from '../../platform/api.ts'
import { clock } from '../../platform/clock.ts'
import { keepSetting, open, setting, write } from '../../platform/db.ts'
import { post } from '../../platform/outbox.ts'
import { view } from '../../platform/view.ts'
import type { ChangeList } from './change-lists.ts'
import type { Delta } from './deltas.ts'
import { type EventFacts, prepare, type Programme, type ProgrammeIndex } from './programme.ts'

interface Manifest {
  version: number
  index: string
  details: Record<string, string>
  sha256: string
}

/** What is kept of an event under `programme/<slug>`. */
interface Kept {
  index: ProgrammeIndex
  details: Record<string, string>
}

/** What is kept of its changes under `changes/<slug>`. */
interface KeptChanges {
  /** The version that this phone fetched first. */
  since: number
  list?: ChangeList
}

/** A text from outside as blocks; an inline is a string or one with a mark. */
export interface Block {
  t: 'p' | 'h' | 'li' | 'quote' | 'pre'
  c: Inline[]
}
export type Inline = string | { b: string } | { i: string } | { code: string } | { a: string; c: string }
export type Link = [title: string, address: string]
export interface SessionDetails {
  abstract?: Block[]
  description?: Block[]
  links?: Link[]
  online?: string
  roles?: Record<string, string>
}
export interface PersonDetails {
  biography?: Block[]
  links?: Link[]
}
interface DayDetails {
  people?: Record<string, PersonDetails>
  [session: string]: unknown
}

const prepared = signal<ReadonlyMap<string, Programme>>(new Map())
const changed = signal<ReadonlyMap<string, KeptChanges>>(new Map())
const known = signal<EventFacts[]>([])
const chosen = signal<string | null>(null)
/** Events behind links that were opened since the start, joined or not yet. */
const sent = new Set<string>()
const refreshing = new Map<string, Promise<void>>()

const texts = signal(0)
/** Rises when long texts came to this phone. */
export const textsHere: ReadonlySignal<number> = texts

/** The events this server has, as far as this phone knows. */
export const events: ReadonlySignal<EventFacts[]> = known

/** The event the app is about now: the chosen one, else the joined one that is on, is next, or was last. */
export const currentEvent: ReadonlySignal<string | null> = computed(() => {
  if (chosen.value !== null) return chosen.value || null
  const joined = view.value.all('event').map((row) => row.id)
  return nearest(known.value.filter((event) => joined.includes(event.slug)))?.slug ?? joined[0] ?? null
})

export const programme: ReadonlySignal<Programme | undefined> = computed(() =>
  (currentEvent.value ? prepared.value.get(currentEvent.value) : undefined))

/** Events whose programme was asked for, is not here, and could not be fetched. */
export const absent = signal<ReadonlySet<string>>(new Set())

/** See that a programme is here: from this phone, else fetched. */
export async function needProgramme(slug: string): Promise<void> {
  if (prepared.value.has(slug)) return
  if (await readKept(slug)) {
    void refreshProgramme(slug)
    return
  }
  absent.value = new Set([...absent.value].filter((known) => known !== slug))
  await refreshProgramme(slug)
  if (!prepared.value.has(slug)) absent.value = new Set([...absent.value, slug])
}

export const programmeOf = (slug: string): Programme | undefined => prepared.value.get(slug)

/** What moved in the last versions, as this phone holds it. */
export const changeListOf = (slug: string): ChangeList | undefined => changed.value.get(slug)?.list

/** The version that this phone fetched first: who comes new has missed nothing. */
export const knownSince = (slug: string): number => changed.value.get(slug)?.since ?? 0

function nearest(choices: EventFacts[]): EventFacts | undefined {
  const today = clock.now().toISOString().slice(0, 10)
  const upcoming = choices.filter((event) => event.ends_on >= today).sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
  return upcoming[0] ?? choices.toSorted((a, b) => (a.ends_on < b.ends_on ? 1 : -1))[0]
}

/** Read what this phone holds, while the profile is being opened; called once, before the first screen. */
export async function openProgrammes(opening: Promise<void> = Promise.resolve()): Promise<void> {
  const [list, event] = await Promise.all([read('events'), setting<string>('event')])
  known.value = (list as EventFacts[] | undefined) ?? []
  chosen.value = event ?? null
  if (chosen.value === null) await opening // which events were joined is the profile's to say
  if (currentEvent.value) await readKept(currentEvent.value)
}

/** Be about another event from now on; joining is said to the server. The empty slug is "no event today". */
export async function chooseEvent(slug: string): Promise<void> {
  await keepSetting('event', slug)
  if (slug && !view.value.get('event', slug)) await post('event.join', { event: slug })
  chosen.value = slug
  if (!slug) return
  void needProgramme(slug)
}

/** Ask which events there are. False: not reached; what was known stands. */
export async function refreshEvents(): Promise<boolean> {
  const answer = await get('/api/events')
  const list = answer.kind === 'accepted' ? (answer.body as { events?: EventFacts[] } | null)?.events : undefined
  if (!Array.isArray(list)) return false
  // Without an account the server cannot tell which private ones this phone joined; the phone can.
  const kept = known.value.filter(({ slug }) => (sent.has(slug) || view.value.get('event', slug)) && !list.some((event) => event.slug === slug))
  await keepEvents([...list, ...kept.filter((event) => event.private)])
  return true
}

/** Know of an event that the list of events leaves out: one that somebody sent the link of. */
export function knowEvent(event: EventFacts): Promise<void> {
  sent.add(event.slug)
  return keepEvents([...known.value.filter(({ slug }) => slug !== event.slug), event])
}

async function keepEvents(list: EventFacts[]): Promise<void> {
  known.value = list
  await (await open()).put('documents', list, 'events')
}

const read = async (address: string): Promise<unknown> => (await open()).get('documents', address)

async function readKept(slug: string): Promise<Kept | undefined> {
  const [kept, changes] = await Promise.all([read(`programme/${slug}`) as Promise<Kept | undefined>, read(`changes/${slug}`) as Promise<KeptChanges | undefined>])
  if (kept && prepared.value.get(slug)?.version !== kept.index.version) {
    if (changes) changed.value = new Map(changed.value).set(slug, changes)
    show(slug, kept)
  }
  return kept
}

function show(slug: string, kept: Kept): void {
  prepared.value = new Map(prepared.value).set(slug, prepare(kept.index))
}

/** Bring a programme up to date: manifest, what changed of the index, then the days' texts. Never throws. */
export function refreshProgramme(slug: string): Promise<void> {
  const running = refreshing.get(slug) ?? refresh(slug).catch((error: unknown) => { console.error('programme', error) })
    .finally(() => refreshing.delete(slug))
  refreshing.set(slug, running)
  return running
}

async function refresh(slug: string): Promise<void> {
  const answer = await get(`/api/events/${encodeURIComponent(slug)}/programme`)
  if (answer.kind !== 'accepted') return
  const manifest = answer.body as Manifest
  if (typeof manifest?.version !== 'number' || typeof manifest.index !== 'string') return
  const kept = await readKept(slug)
  const index = kept?.index.version === manifest.version ? kept.index : await newIndex(slug, kept, manifest)
  if (!index) return
  const details = manifest.details ?? {}
  if (index !== kept?.index || JSON.stringify(details) !== JSON.stringify(kept.details)) {
    await write(['documents'], (tx) => tx.objectStore('documents').put({ index, details } satisfies Kept, `programme/${slug}`))
    show(slug, { index, details })
  }
  await fetchChanges(slug, manifest.version)
  await fetchDetails(slug, details)
  if (index.event.map || kept?.index.event.map) await (await import('./maps.ts')).keepMap(index.event)
}

/** By the delta where there is one and it leads to what the server has; else the whole index. */
async function newIndex(slug: string, kept: Kept | undefined, manifest: Manifest): Promise<ProgrammeIndex | undefined> {
  if (kept && kept.index.version < manifest.version) {
    const path = `/api/events/${encodeURIComponent(slug)}/programme/${kept.index.version}..${manifest.version}.json`
    const answer = await get(path)
    if (answer.kind === 'accepted') {
      const { applyDelta, canonicalSha256 } = await import('./deltas.ts')
      const index = applyDelta(kept.index, answer.body as Delta)
      if (await canonicalSha256(index) === manifest.sha256) return index
    }
  }
  const answer = await get(manifest.index, { timeoutMs: 60_000 })
  const index = answer.kind === 'accepted' ? (answer.body as ProgrammeIndex) : undefined
  return index && Array.isArray(index.sessions) && typeof index.version === 'number' ? index : undefined
}

/** The list of what moved, for a version; where it cannot be had now, the one before stands and it is asked for again. */
async function fetchChanges(slug: string, version: number): Promise<void> {
  const held = changed.value.get(slug)
  if (held?.list?.version === version) return
  const answer = await get(`/api/events/${encodeURIComponent(slug)}/programme/changes.json`)
  const list = answer.kind === 'accepted' && Array.isArray((answer.body as ChangeList | null)?.versions) ? (answer.body as ChangeList) : held?.list
  const fresh: KeptChanges = { since: held?.since ?? version, ...(list ? { list } : {}) }
  await (await open()).put('documents', fresh, `changes/${slug}`)
  changed.value = new Map(changed.value).set(slug, fresh)
}

const detailsKey = (slug: string, hash: string): string => `details/${slug}/${hash}`

/** The long texts of every day, so that they are here when the network is not; what is old goes. */
async function fetchDetails(slug: string, details: Record<string, string>): Promise<void> {
  const db = await open()
  const held = new Set((await db.getAllKeys('documents')).filter((key) => key.startsWith(detailsKey(slug, ''))))
  const wanted = new Set(Object.values(details).map((hash) => detailsKey(slug, hash)))
  let fresh = false
  for (const hash of new Set(Object.values(details))) {
    if (held.has(detailsKey(slug, hash))) continue
    const answer = await get(`/api/events/${encodeURIComponent(slug)}/programme/details/${hash}.json`, { timeoutMs: 60_000 })
    if (answer.kind !== 'accepted') break // the rest comes next time
    await db.put('documents', answer.body, detailsKey(slug, hash))
    fresh = true
  }
  if (fresh) texts.value += 1
  for (const key of held) if (!wanted.has(key)) await db.delete('documents', key)
}

/** The long texts of a session, from this phone, else from the server; undefined: not to be had now. */
export async function detailsOf(slug: string, session: string): Promise<SessionDetails | undefined> {
  const document = await textsOf(slug, prepared.value.get(slug)?.byId.get(session)?.day)
  return document && ((document[session] as SessionDetails | undefined) ?? {})
}

/** What the programme says of somebody in it; undefined: not to be had now. */
export async function personDetailsOf(slug: string, person: string): Promise<PersonDetails | undefined> {
  const day = prepared.value.get(slug)?.items.find((item) => item.people.some(({ id }) => id === person))?.day
  const document = await textsOf(slug, day)
  return document && (document.people?.[person] ?? {})
}

async function textsOf(slug: string, day: string | undefined): Promise<DayDetails | undefined> {
  const db = await open()
  const kept = (await db.get('documents', `programme/${slug}`)) as Kept | undefined
  const hash = day === undefined ? undefined : kept?.details[day]
  if (hash === undefined) return kept ? {} : undefined
  const held = (await db.get('documents', detailsKey(slug, hash))) as DayDetails | undefined
  if (held) return held
  const answer = await get(`/api/events/${encodeURIComponent(slug)}/programme/details/${hash}.json`)
  if (answer.kind !== 'accepted') return undefined
  await db.put('documents', answer.body, detailsKey(slug, hash))
  return answer.body as DayDetails
}

const SLOW_MINUTES = 15

/** Keep the current programme fresh: now, when the user or the network comes back, and now and then. */
export function startProgrammes(): void {
  const refreshAll = (): void => {
    void refreshEvents()
    if (currentEvent.value) void refreshProgramme(currentEvent.value)
  }
  addEventListener('online', refreshAll)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refreshAll() })
  setInterval(refreshAll, SLOW_MINUTES * 60_000 * (0.75 + Math.random() / 2))
  // A programme that came with a sign-in on a new phone has to be fetched when its event is known.
  let last: string | null | undefined
  currentEvent.subscribe((slug) => {
    if (slug && slug !== last) void needProgramme(slug).then(() => refreshProgramme(slug))
    last = slug
  })
  void refreshEvents()
}
