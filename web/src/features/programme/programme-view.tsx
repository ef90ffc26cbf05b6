import './programme.css'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import bookmark from 'lucide:bookmark'
import x from 'lucide:x'
import { view } from '../../platform/view.ts'
import { Button, Chip, Chips, Segments } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SearchField } from '../../ui/field.tsx'
import { wide } from '../../ui/layout.ts'
import { now } from '../../ui/now.ts'
import { go, link, route } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { shownZone } from '../../ui/zone.ts'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { dateKey, shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { dayOf, holdingOf, planned, planOf, reachedWithin } from './agenda.ts'
import { EventSheet, EventSwitcher } from './event-switcher.tsx'
import { type Filters, kindsOf, listed } from './listing.ts'
import type { Kind, Programme as Loaded } from './programme.ts'
import { absent, currentEvent, needProgramme, programmeOf } from './programmes.ts'
import type { Search } from './searching.ts'
import { Blocks, Results } from './session-list.tsx'
import { SessionPage } from './session-view.tsx'

/** What was chosen stays while one looks at a session and comes back; another event starts anew. */
interface Chosen {
  slug: string
  typed: string
  day?: string
  saved: boolean
  kinds: Kind[]
  tracks: string[]
}

const blank = (slug: string): Chosen => ({ slug, typed: '', saved: false, kinds: [], tracks: [] })
let last = blank('')

/** The programme of an event, and beside it or in its place a session. */
export function Programme({ parts }: { parts: string[] }) {
  const slug = parts[0] ?? currentEvent.value
  useEffect(() => { if (slug) void needProgramme(slug) }, [slug])
  if (!slug) return <NoEvent />
  const programme = programmeOf(slug)
  if (!programme) return <Fetching slug={slug} />
  const session = parts[1]
  if (session !== undefined && !wide.value) return <SessionPage key={session} programme={programme} session={session} />
  return <ProgrammeList key={slug} programme={programme} {...(session === undefined ? {} : { session })} />
}

function NoEvent() {
  const choosing = useSignal(false)
  const text = words.programme.noEvent
  return (
    <Screen title={words.programme.title} side={<SyncChip />}>
      <Empty title={text.title} ghosts={3} act={<Button onClick={() => { choosing.value = true }}>{text.act}</Button>}>{text.body}</Empty>
      {choosing.value && <EventSheet onClose={() => { choosing.value = false }} />}
    </Screen>
  )
}

function Fetching({ slug }: { slug: string }) {
  const missing = absent.value.has(slug)
  const text = missing ? words.programme.absent : words.programme.fetching
  return (
    <Screen title={words.programme.title} over={<EventSwitcher />} side={<SyncChip />}>
      <Empty title={text.title} ghosts={3} act={missing && <Button onClick={() => void needProgramme(slug)}>{words.programme.absent.act}</Button>}>{text.body}</Empty>
    </Screen>
  )
}

function ProgrammeList({ programme, session }: { programme: Loaded; session?: string }) {
  const { slug, timezone } = programme.event
  const chosen = useSignal<Chosen>(last.slug === slug ? last : blank(slug))
  const choose = (change: Partial<Chosen>): void => { last = chosen.value = { ...chosen.value, ...change } }
  const search = useSearch(programme)
  const days = useMemo(() => programme.days.map((day) => ({ value: day, label: shortDay(new Date(`${day}T12:00Z`), 'UTC') })), [programme])
  const { typed, saved, kinds, tracks } = chosen.value
  const gap = gapOf(route.value.query)
  const today = dateKey(now.value, timezone)
  const day = gap ? dateKey(gap.from, timezone) : chosen.value.day ?? dayOf(programme, today)?.day ?? programme.days[0] ?? today
  const filters: Filters = { day, saved, kinds, tracks, ...(gap ? { within: { ...gap, reached: reachedWithin(programme, gap.from.getTime(), gap.to.getTime()) } } : {}) }
  const seen = view.value
  const mine = useMemo(() => planned(programme, seen), [programme, seen])
  const going = useMemo(() => holdingOf(programme, seen), [programme, seen])
  const list = { programme, going, ...(session === undefined ? {} : { current: session }) }
  const shown = typed.trim() ? undefined : listed(programme, filters, (id) => planOf(slug, id, seen))
  const clear = (): void => { choose({ saved: false, kinds: [], tracks: [] }); if (gap) go(link('programme')) }

  const tools = (
    <>
      <SearchField label={words.programme.search} placeholder={words.programme.placeholder} value={typed} onInput={(value) => choose({ typed: value })} />
      {!typed.trim() && days.length > 1 && !gap && <Segments label={words.programme.day} choices={days} value={day} onChange={(value) => choose({ day: value })} />}
      {!typed.trim() && (
        <Chips label={words.programme.filters}>
          {gap && <Chip pressed icon={x} onClick={() => go(link('programme'))}>{words.programme.between(gap.from, gap.to, shownZone(timezone))}</Chip>}
          <Chip pressed={saved} icon={bookmark} onClick={() => choose({ saved: !saved })}>{words.programme.saved(mine.length)}</Chip>
          {kindsOf(programme).map((kind) => (
            <Chip key={kind} pressed={kinds.includes(kind)} onClick={() => choose({ kinds: toggled(kinds, kind) })}>{words.programme.kinds[kind]}</Chip>
          ))}
          {programme.tracks.map((track) => (
            <Chip key={track.id} pressed={tracks.includes(track.id)} colour={track.colour} onClick={() => choose({ tracks: toggled(tracks, track.id) })}>{track.name}</Chip>
          ))}
        </Chips>
      )}
    </>
  )
  const pane = wide.value && session !== undefined ? <SessionPage key={session} programme={programme} session={session} beside /> : wide.value ? <p class="hint">{words.programme.pick}</p> : undefined
  return (
    <Screen title={words.programme.title} over={<EventSwitcher />} side={<SyncChip />} tools={tools} pane={pane}>
      <ZoneNote zone={timezone} quiet />
      {saved && mine.length > 0 && <Button look="text" href={link('list')}>{words.programme.shareList}</Button>}
      {shown === undefined
        ? search && <Results items={search.find(typed)} {...list} onClear={() => choose({ typed: '' })} />
        : <Blocks key={day} items={shown} {...list} {...(day === today && !gap && !saved ? { since: now.value } : {})} empty={saved && mine.length === 0 ? words.programme.noneSaved : words.programme.none} onClear={clear} />}
    </Screen>
  )
}

const toggled = <T,>(list: T[], value: T): T[] => (list.includes(value) ? list.filter((other) => other !== value) : [...list, value])

/** The search of a programme: fetched and read while the phone is idle; what it finds grows meanwhile. */
function useSearch(programme: Loaded): Search | undefined {
  const [search, setSearch] = useState<Search>()
  const [, show] = useState(0)
  useEffect(() => {
    let stop: (() => void) | undefined
    let left = false
    void import('./searching.ts').then(({ searchOf }) => {
      if (left) return
      const fresh = searchOf(programme)
      let parts = 0
      setSearch(fresh)
      stop = whenIdle(() => {
        const more = fresh.readOn()
        if (last.typed || !more) show(++parts)
        return more
      })
    })
    return () => { left = true; stop?.() }
  }, [programme])
  return search
}

/** Go on with `work` whenever nothing else is to do, until it returns false. Returns a way to stop it. */
function whenIdle(work: () => boolean): () => void {
  const soon = (next: () => void): unknown =>
    ('requestIdleCallback' in globalThis ? requestIdleCallback(next, { timeout: 300 }) : setTimeout(next, 50))
  let stopped = false
  const next = (): void => { if (!stopped && work()) soon(next) }
  soon(next)
  return () => { stopped = true }
}

/** The free time that Today asks about, in the address: `?from=…&to=…`. */
function gapOf(query: URLSearchParams): { from: Date; to: Date } | undefined {
  const [from, to] = [new Date(query.get('from') ?? ''), new Date(query.get('to') ?? '')]
  return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) ? undefined : { from, to }
}
