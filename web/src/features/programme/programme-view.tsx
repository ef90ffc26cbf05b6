import './programme.css'
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import bookmark from 'lucide:bookmark'
import calendarCheck from 'lucide:calendar-check'
import clockIcon from 'lucide:clock'
import mapIcon from 'lucide:map'
import presentation from 'lucide:presentation'
import sliders from 'lucide:sliders-horizontal'
import x from 'lucide:x'
import { view } from '../../platform/view.ts'
import { Button, Chip, Chips, IconButton, Segments } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { whenIdle } from '../../ui/idle.ts'
import { later } from '../../ui/later.tsx'
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
import { namesIn } from './facet-names.ts'
import { filtersOn, without } from './facets.ts'
import { type Facet, type Filters, isSomethingOn, kindsOf, listed, NO_FACETS } from './listing.ts'
import type { Programme as Loaded } from './programme.ts'
import { absent, currentEvent, events, needProgramme, programmeOf } from './programmes.ts'
import { Blocks } from './session-list.tsx'

const SessionPage = later(() => import('./session-view.tsx').then((module) => module.SessionPage))
const PersonPage = later(() => import('./person-view.tsx').then((module) => module.PersonPage))
const Join = later(() => import('./join-view.tsx').then((module) => module.Join))
const MapPage = later(() => import('./map-view.tsx').then((module) => module.MapPage))
const Results = later(() => import('./results-view.tsx').then((module) => module.Results))
const FilterSheet = later(() => import('./filter-view.tsx').then((module) => module.FilterSheet))
const NoneFit = later(() => import('./filter-view.tsx').then((module) => module.NoneFit))

/** What was chosen stays while one looks at a session and comes back; another event starts anew. */
interface Chosen extends Pick<Filters, 'saved' | Facet> {
  slug: string
  typed: string
  day?: string
  now: boolean
}

const blank = (slug: string): Chosen => ({ slug, typed: '', saved: false, now: false, ...NO_FACETS })
let last = blank('')

/** The programme of an event, and beside it or in its place a session. */
export function Programme({ parts }: { parts: string[] }) {
  const slug = parts[0] ?? currentEvent.value
  const programme = slug ? programmeOf(slug) : undefined
  // A link that somebody sent may be to an event that nobody finds by looking: joining is asked first.
  const event = events.value.find((listed) => listed.slug === slug)
  const unknown = slug !== null && !view.value.get('event', slug) && (event ? event.private && !event.mine : !programme)
  useEffect(() => { if (slug && !unknown) void needProgramme(slug) }, [slug, unknown])
  if (!slug) return <NoEvent />
  if (unknown) return <Join slug={slug} />
  if (!programme) return <Fetching slug={slug} />
  const [, session, person] = parts
  if (session === 'map') return <MapPage programme={programme} />
  if (session === 'people' && !wide.value) return <PersonPage key={person} programme={programme} person={person ?? ''} />
  if (session !== undefined && !wide.value) return <SessionPage key={session} programme={programme} session={session} />
  return <ProgrammeList key={slug} programme={programme} {...(session === undefined ? {} : { session })} {...(session === 'people' ? { person: person ?? '' } : {})} />
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

function ProgrammeList({ programme, session, person }: { programme: Loaded; session?: string; person?: string }) {
  const { slug, timezone } = programme.event
  const chosen = useSignal<Chosen>(last.slug === slug ? last : blank(slug))
  const choose = (change: Partial<Chosen>): void => { last = chosen.value = { ...chosen.value, ...change } }
  const choosing = useSignal(false)
  const gap = gapOf(route.value.query)
  const { typed } = chosen.value
  const today = dateKey(now.value, timezone)
  const when = dayOf(programme, today)
  const day = gap ? dateKey(gap.from, timezone) : chosen.value.day ?? when?.day ?? programme.days[0] ?? today
  const on = when?.when === 'on' && !gap && isSomethingOn(programme, now.value)
  const filters = { ...chosen.value, day, ...(gap ? { within: { ...gap, reached: reachedWithin(programme, gap.from.getTime(), gap.to.getTime()) } } : {}), ...(on && chosen.value.now ? { now: now.value } : { now: undefined }) } as Filters
  const seen = view.value
  const mine = useMemo(() => planned(programme, seen), [programme, seen])
  const going = useMemo(() => holdingOf(programme, seen), [programme, seen])
  const searching = typed.trim() !== ''
  // Search reads the programme beforehand, but after the list was seen.
  const [idle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => { setIdle(true); return false }), [])
  const shown = searching ? [] : listed(programme, filters, (id) => planOf(slug, id, seen))
  const goToDay = useDayPlaces(day, (value) => choose({ day: value, now: false }))
  const change = ({ day: other, now: _, ...facets }: Partial<Filters>): void => { choose({ ...facets, ...(other ? { day: other } : {}) }) }
  const clear = (): void => { choose({ saved: false, now: false, ...NO_FACETS }); if (gap) go(link('programme')) }
  const chips = { programme, filters, saved: mine.length, on, onChange: change, onNow: () => choose({ now: !chosen.value.now }), onClear: clear, onMore: () => { choosing.value = true } }
  const hasPosters = useMemo(() => programme.items.some((item) => item.kind === 'poster'), [programme])
  const tools = (
    <>
      <div class="finder">
        <SearchField label={words.programme.search} placeholder={words.programme.placeholder} value={typed} onInput={(value) => choose({ typed: value })} />
        {!searching && <IconButton icon={calendarCheck} label={words.programme.toPlan} href={link('plan')} />}
        {!searching && hasPosters && <IconButton icon={presentation} label={words.programme.toPosters} href={link('posters')} />}
      </div>
      {!searching && !gap && <Days programme={programme} day={filters.now ? '' : day} onChange={goToDay} />}
      {!searching && <FilterChips {...chips} />}
    </>
  )
  const pane = !wide.value ? undefined : person !== undefined ? <PersonPage key={person} programme={programme} person={person} beside />
    : session !== undefined ? <SessionPage key={session} programme={programme} session={session} beside /> : <p class="hint">{words.programme.pick}</p>
  const nothing = chosen.value.saved && mine.length === 0
    ? <Empty title={words.programme.noneSaved.title} act={<Button look="soft" onClick={clear}>{words.programme.noneSaved.act}</Button>}>{words.programme.noneSaved.body}</Empty>
    : <NoneFit programme={programme} filters={filters} onChange={change} onClear={clear} />
  return (
    <Screen title={words.programme.title} over={<EventSwitcher />} side={<SyncChip />} tools={tools} pane={pane}>
      <ZoneNote zone={timezone} quiet />
      {!searching && chosen.value.saved && mine.length > 0 && <Button look="text" href={link('list')}>{words.programme.shareList}</Button>}
      {(idle || searching) && <Results programme={programme} typed={typed} going={going} current={session} onClear={() => choose({ typed: '' })} />}
      {!searching && (
        <Blocks
          key={day} programme={programme} items={shown} going={going} {...(session === undefined ? {} : { current: session })} {...(filters.now ? { now: filters.now } : {})}
          {...(day === today && !gap && !chosen.value.saved ? { since: now.value } : {})} empty={nothing}
        />
      )}
      {choosing.value && <FilterSheet programme={programme} filters={filters} onChange={change} onClose={() => { choosing.value = false }} />}
    </Screen>
  )
}

/** The days stay in reach while one scrolls. */
function Days({ programme, day, onChange }: { programme: Loaded; day: string; onChange: (day: string) => unknown }) {
  const days = useMemo(() => programme.days.map((value) => ({ value, label: shortDay(new Date(`${value}T12:00Z`), 'UTC') })), [programme])
  if (days.length < 2) return null
  return <div class="days"><Segments label={words.programme.day} choices={days} value={day} onChange={onChange} /></div>
}

interface ChipsProps {
  programme: Loaded
  filters: Filters
  /** How many sessions are saved. */
  saved: number
  /** Whether anything is on now. */
  on: boolean
  onChange: (filters: Partial<Filters>) => unknown
  onNow: () => unknown
  onClear: () => unknown
  onMore: () => unknown
}

/** As many kinds and tracks as fit in a look are chips; of more, those that are on. */
const HANDFUL = 6

function FilterChips({ programme, filters, saved, on, onChange, onNow, onClear, onMore }: ChipsProps) {
  const { within, kinds, tracks } = filters
  const nameOf = namesIn(programme)
  const [allKinds, allTracks] = [kindsOf(programme), programme.tracks.length > 1 || tracks.length > 0 ? programme.tracks : []]
  const few = allKinds.length + allTracks.length <= HANDFUL
  const chosen = filtersOn(filters, nameOf)
  const taken = few ? chosen.filter(({ facet }) => facet === 'rooms' || facet === 'languages') : chosen
  const some = allKinds.length + allTracks.length > 0 || programme.rooms.length > 1
  return (
    <Chips label={words.programme.filters}>
      {within && <Chip pressed icon={x} onClick={() => go(link('programme'))}>{words.programme.between(within.from, within.to, shownZone(programme.event.timezone))}</Chip>}
      {some && <button class="chip" type="button" aria-haspopup="dialog" onClick={onMore}><Icon of={sliders} size="s" />{words.programme.filter(chosen.length)}</button>}
      {taken.map((filter) => <Chip key={filter.facet + filter.value} pressed icon={x} onClick={() => onChange(without(filters, filter))}>{filter.name}</Chip>)}
      {chosen.length > 0 && <button class="chip add" type="button" onClick={onClear}>{words.programme.clearAll}</button>}
      {on && <Chip pressed={filters.now !== undefined} icon={clockIcon} onClick={onNow}>{words.programme.now}</Chip>}
      <Chip pressed={filters.saved} icon={bookmark} onClick={() => onChange({ saved: !filters.saved })}>{words.programme.saved(saved)}</Chip>
      {programme.event.map && <a class="chip" href={link('programme', programme.event.slug, 'map')}><Icon of={mapIcon} size="s" />{words.programme.map}</a>}
      {few && allKinds.map((kind) => (
        <Chip key={kind} pressed={kinds.includes(kind)} onClick={() => onChange({ kinds: toggled(kinds, kind) })}>{words.programme.kinds[kind]}</Chip>
      ))}
      {few && allTracks.map((track) => (
        <Chip key={track.id} pressed={tracks.includes(track.id)} colour={track.colour} onClick={() => onChange({ tracks: toggled(tracks, track.id) })}>{track.name}</Chip>
      ))}
    </Chips>
  )
}

const toggled = <T,>(list: T[], value: T): T[] => (list.includes(value) ? list.filter((other) => other !== value) : [...list, value])

/** Where each day was left: the block at the top of the window, and how far it was scrolled. */
const dayPlaces = new Map<string, { block: string; top: number }>()
/** What stays at the top while one scrolls: below it a block is read. */
const STICKY_PX = 60

/** Another day is found where it was left. */
function useDayPlaces(day: string, choose: (day: string) => void): (day: string) => void {
  const wanted = useRef<string>(undefined)
  useLayoutEffect(() => {
    if (wanted.current !== day) return
    wanted.current = undefined
    const place = dayPlaces.get(day)
    const block = place && [...document.querySelectorAll<HTMLElement>('.block')].find((element) => element.dataset['block'] === place.block)
    const [first] = document.querySelectorAll<HTMLElement>('.block')
    if (block) scrollBy(0, block.getBoundingClientRect().top - place.top)
    else if (first && first.getBoundingClientRect().top < 0) scrollBy(0, first.getBoundingClientRect().top - STICKY_PX)
  }, [day])
  return (other) => {
    const top = [...document.querySelectorAll<HTMLElement>('.block')].find((block) => block.getBoundingClientRect().bottom > STICKY_PX)
    if (top && scrollY > 0) dayPlaces.set(day, { block: top.dataset['block'] ?? '', top: top.getBoundingClientRect().top })
    else dayPlaces.delete(day)
    wanted.current = other
    choose(other)
  }
}

/** The free time that Today asks about, in the address: `?from=…&to=…`. */
function gapOf(query: URLSearchParams): { from: Date; to: Date } | undefined {
  const [from, to] = [new Date(query.get('from') ?? ''), new Date(query.get('to') ?? '')]
  return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) ? undefined : { from, to }
}
