import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import calendarPlus from 'lucide:calendar-plus'
import check from 'lucide:check'
import chevronRight from 'lucide:chevron-right'
import clockIcon from 'lucide:clock'
import footprints from 'lucide:footprints'
import mapPin from 'lucide:map-pin'
import share from 'lucide:share'
import arrowsIcon from 'lucide:arrow-right-left'
import link2 from 'lucide:link-2'
import x from 'lucide:x'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton, Segments, Tag } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link, previous } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import { shownTime, shownZone } from '../../ui/zone.ts'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { clockTime, duration, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { addVisit, holdingOf, isOff, openOverlapsOf, type Plan, planOf, visitOf } from './agenda.ts'
import type { Item, Programme } from './programme.ts'
import { detailsOf, type SessionDetails } from './programmes.ts'
import { Out, Prose } from './prose.tsx'
import { change, lateMark, markTexts, SessionRow } from './session-row.tsx'
import { lateFor } from './walking.ts'

interface PageProps {
  programme: Programme
  session: string
  /** In the pane of a wide screen: the list stays. */
  beside?: boolean
}

/** A session or a poster: my plan, when and where, who, what about. */
export function SessionPage({ programme, session, beside }: PageProps) {
  const item = programme.byId.get(session)
  if (!item) return beside ? <Missing /> : <Screen title={words.programme.missing.title} up={{ label: words.programme.back, fallback: link('programme') }}><Missing /></Screen>
  const acts = <Acts programme={programme} item={item} />
  const content = <Content programme={programme} item={item} beside={beside ?? false} />
  if (beside) {
    return (
      <>
        <header class="nav"><span class="back" />{acts}<IconButton icon={x} label={words.programme.close} href={link('programme')} /></header>
        {content}
      </>
    )
  }
  return <Screen title={item.title} up={upFrom(programme, item)} acts={acts}>{content}</Screen>
}

/** Up is where one came from, of the places a session is reached from; else the session or list it is in. */
function upFrom(programme: Programme, item: Item): { label: string; fallback: string } {
  const from = previous()?.parts
  const tab = from && (from[0] ?? 'today')
  if (tab === 'today') return { label: words.ui.tabs.today, fallback: link('today') }
  const above = item.within ? programme.byId.get(item.within) : undefined
  if (!above) return { label: words.programme.back, fallback: link('programme') }
  const fromList = tab === 'programme' && from?.length === 1
  return fromList ? { label: words.programme.back, fallback: link('programme') } : { label: above.title, fallback: link('programme', programme.event.slug, above.id) }
}

function Missing() {
  const text = words.programme.missing
  return <Empty title={text.title} act={<Button href={link('programme')}>{text.act}</Button>}>{text.body}</Empty>
}

function Acts({ programme, item }: { programme: Programme; item: Item }) {
  const { slug } = programme.event
  const address = `${location.origin}/${link('programme', slug, item.id)}`
  const send = async (): Promise<void> => {
    try {
      if (navigator.share) await navigator.share({ title: item.title, url: address })
      else {
        await navigator.clipboard.writeText(address)
        toast(words.programme.copied)
      }
    } catch { /* the sheet was closed without a choice */ }
  }
  return (
    <>
      <CalendarButton programme={programme} item={item} />
      <IconButton icon={share} label={words.programme.share} onClick={send} />
    </>
  )
}

/** The ways into a calendar come with the first use of them. */
function CalendarButton({ programme, item }: { programme: Programme; item: Item }) {
  const [Ways, setWays] = useState<ComponentType<{ programme: Programme; item: Item; onClose: () => void }>>()
  const open = async (): Promise<void> => {
    const { CalendarSheet } = await import('./calendar-sheet.tsx')
    setWays(() => CalendarSheet)
  }
  return (
    <>
      <IconButton icon={calendarPlus} label={words.programme.calendar} onClick={open} />
      {Ways && <Ways programme={programme} item={item} onClose={() => setWays(undefined)} />}
    </>
  )
}

function Content({ programme, item, beside }: { programme: Programme; item: Item; beside: boolean }) {
  const { slug } = programme.event
  const [details, setDetails] = useState<SessionDetails | undefined | 'waiting'>('waiting')
  useEffect(() => { void detailsOf(slug, item.id).then(setDetails) }, [slug, item, programme])
  const known = typeof details === 'object' ? details : {}
  return (
    <>
      {item.board && <Plate item={item} zone={programme.event.timezone} />}
      <div class={beside ? 'session-lead large' : 'session-lead'}>
        <p class="kind" style={item.track ? { '--c': item.track.colour } : undefined}>
          {item.track && <span class="trk">{item.track.name}</span>}<span>{words.programme.kind[item.kind]}</span>
          {item.language && <span>{item.language.toUpperCase()}</span>}
        </p>
        {beside ? <h2 class="title" tabIndex={-1} data-heading>{item.title}</h2> : <h1 class="title" tabIndex={-1}>{item.title}</h1>}
        {item.subtitle && <p class="sub">{item.subtitle}</p>}
      </div>
      <PlanSwitch slug={slug} item={item} />
      <Facts programme={programme} item={item} />
      {item.board && <Visited slug={slug} item={item} zone={programme.event.timezone} />}
      <Who item={item} roles={known.roles ?? {}} />
      {known.abstract && <><Part title={words.programme.abstract} /><Prose text={known.abstract} /></>}
      {known.description && <><Part title={words.programme.about} /><Prose text={known.description} /></>}
      {details === undefined && <><Part title={words.programme.about} /><p class="meta">{words.programme.noDetails}</p></>}
      <Links details={known} />
      <Posters programme={programme} item={item} />
      {item.board && <NextBoard programme={programme} item={item} />}
    </>
  )
}

function Plate({ item, zone }: { item: Item; zone: string }) {
  return (
    <div class="plate">
      <b><span class="vh">{words.programme.board('')}</span>{item.board}</b>
      <p><span>{item.rooms.map((room) => room.name).join(', ') || words.programme.noRoom}</span>{shownTime(item.start, zone)} {words.programme.until(shownTime(item.end, zone))}</p>
    </div>
  )
}

function PlanSwitch({ slug, item }: { slug: string; item: Item }) {
  const plan = planOf(slug, item.id)
  const choices = [
    { value: 'going' as Plan | null, label: words.programme.going, ...(plan === 'going' ? { icon: check } : {}) },
    { value: 'interested' as Plan | null, label: words.programme.interested, ...(plan === 'interested' ? { icon: check } : {}) },
    { value: null, label: words.programme.neither },
  ]
  return <div class="plan"><Segments label={words.programme.plan} flat choices={choices} value={plan} onChange={(value) => change(slug, item, value)} /></div>
}

function Facts({ programme, item }: { programme: Programme; item: Item }) {
  const { slug, timezone } = programme.event
  const zone = shownZone(timezone)
  const holding = holdingOf(programme)
  const late = planOf(slug, item.id) === 'going' && !isOff(item) ? lateFor(programme, item, holding) : undefined
  const marks = [...markTexts(slug, item, [], timezone), ...(late ? [lateMark(late, item)] : [])]
  const overlaps = openOverlapsOf(slug, item, holding)
  return (
    <div class="list">
      <div class="fact">
        <Icon of={clockIcon} />
        <span class="b"><b class="num">{mediumDay(item.start, zone)}, {clockTime(item.start, zone)} {words.programme.until(clockTime(item.end, zone))}</b><ZoneNote zone={timezone} moment={item.start} /></span>
      </div>
      {!item.board && <div class="fact"><Icon of={mapPin} /><span class="b"><b>{item.rooms.map((room) => room.name).join(', ') || words.programme.noRoom}</b></span></div>}
      {(marks.length > 0 || overlaps.length > 0) && (
        <div class="fact">
          <Icon of={arrowsIcon} />
          <span class="b tags">
            {marks.map((mark) => <Tag key={mark.text} {...(mark.bad ? { tone: 'bad' as const } : {})}>{mark.text}</Tag>)}
            {overlaps.map(({ other, minutes }) => (
              <a key={other.id} href={programme.byId.has(other.id) ? link('programme', slug, other.id) : link('plan', 'own', other.id)}><Tag tone="bad">{words.programme.overlapsWith(shownTime(other.start, timezone), other.title, duration(minutes))}</Tag></a>
            ))}
          </span>
        </div>
      )}
    </div>
  )
}

function Who({ item, roles }: { item: Item; roles: Record<string, string> }) {
  if (item.people.length === 0) return null
  return (
    <>
      <Part title={words.programme.people} />
      <div class="list">
        {item.people.map((person) => (
          <div key={person.id} class="person">
            <Avatar name={person.name} />
            <div class="b"><h3>{person.name}</h3><p>{[words.programme.roles[roles[person.id] ?? (item.kind === 'poster' ? 'author' : 'speaker')], person.institution].filter(Boolean).join(' · ')}</p></div>
          </div>
        ))}
      </div>
    </>
  )
}

function Links({ details }: { details: SessionDetails }) {
  const links = [...(details.links ?? []), ...(details.online ? [[details.online, details.online] as const] : [])]
  if (links.length === 0) return null
  return (
    <>
      <Part title={words.programme.links} />
      <div class="list">
        {links.map(([title, address]) => <div key={address} class="fact"><Icon of={link2} /><span class="b prose"><Out address={address}>{title || address}</Out></span></div>)}
      </div>
    </>
  )
}

function Visited({ slug, item, zone }: { slug: string; item: Item; zone: string }) {
  const at = visitOf(slug, item.id)
  return (
    <div class="list visited">
      <div class="task">
        <button class="tick" type="button" role="checkbox" aria-checked={at !== undefined} aria-label={words.programme.visited} onClick={() => { if (!at) void addVisit(slug, item.id) }}>
          <i>{at && <Icon of={check} size="xs" />}</i>
        </button>
        <div class="b"><p class="name">{at ? words.programme.visited : words.programme.notVisited}</p>{at && <p class="num">{words.programme.visitedAt(shownTime(at, zone))}</p>}</div>
      </div>
    </div>
  )
}

function Posters({ programme, item }: { programme: Programme; item: Item }) {
  const boards = programme.posters.get(item.id) ?? []
  if (boards.length === 0) return null
  const { slug } = programme.event
  const visited = boards.filter((board) => visitOf(slug, board.id)).length
  return (
    <>
      <Part title={words.programme.counted.poster(boards.length)} act={visited > 0 && <span>{words.programme.of(visited, boards.length)}</span>} />
      <div class="list"><Windowed items={boards} height={78} first>{(board) => <SessionRow key={board.id} programme={programme} item={board} going={[]} />}</Windowed></div>
    </>
  )
}

/** The next board of mine in the hall's order that I have not been at. */
function NextBoard({ programme, item }: { programme: Programme; item: Item }) {
  const { slug } = programme.event
  const boards = (item.within ? programme.posters.get(item.within) : undefined) ?? programme.items.filter((other) => other.kind === 'poster' && other.day === item.day)
  const mine = boards.filter((board) => board.id !== item.id && planOf(slug, board.id) !== null && !visitOf(slug, board.id))
  const here = boards.indexOf(item)
  const next = mine.find((board) => boards.indexOf(board) > here) ?? mine[0]
  if (!next) return null
  return (
    <a class="fact" href={link('programme', slug, next.id)}>
      <Icon of={footprints} /><span class="b"><b>{words.programme.nextBoard(next.board ?? next.title)}</b><small>{next.board ? next.title : ''}</small></span>
      <span class="icon"><Icon of={chevronRight} turns /></span>
    </a>
  )
}
