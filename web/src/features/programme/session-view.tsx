import './session.css'
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import calendarPlus from 'lucide:calendar-plus'
import chevronRight from 'lucide:chevron-right'
import copyIcon from 'lucide:copy'
import link2 from 'lucide:link-2'
import share from 'lucide:share'
import x from 'lucide:x'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link, previous } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { city, clockTime, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { holdingOf } from './agenda.ts'
import { NextBoard, Plate, Posters, Visited } from './poster-parts.tsx'
import type { Item, Person, Programme } from './programme.ts'
import { detailsOf, type Link, type SessionDetails } from './programmes.ts'
import { Out, Prose } from './prose.tsx'
import { aroundOf, hostOf, repeatsOf } from './related.ts'
import { Facts, PlanSwitch } from './session-facts.tsx'
import { SessionNotes } from './session-notes.tsx'
import { SessionRow } from './session-row.tsx'

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
  if (tab === 'changes') return { label: words.programme.changes, fallback: link('changes') }
  if (tab === 'posters') return { label: words.programme.posters, fallback: link('posters') }
  const person = tab === 'programme' && from?.[2] === 'people' ? programme.people.find(({ id }) => id === from[3]) : undefined
  if (person && from) return { label: person.name, fallback: link(...from) }
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
  const address = addressOf(slug, item)
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
        </p>
        {beside ? <h2 class="title" tabIndex={-1} data-heading>{item.title}</h2> : <h1 class="title" tabIndex={-1}>{item.title}</h1>}
        {item.subtitle && <p class="sub">{item.subtitle}</p>}
      </div>
      <PlanSwitch slug={slug} item={item} />
      <Facts programme={programme} item={item} online={known.online} />
      {item.board && <Visited programme={programme} item={item} />}
      <SessionNotes slug={slug} session={item.id} title={item.title} />
      <Who programme={programme} item={item} roles={known.roles ?? {}} />
      {known.abstract && <><Part title={words.programme.abstract} /><Prose text={known.abstract} /></>}
      {known.description && <><Part title={words.programme.about} /><Prose text={known.description} /></>}
      {details === undefined && <><Part title={words.programme.about} /><p class="meta">{words.programme.noDetails}</p></>}
      <Links links={known.links} />
      <Posters programme={programme} item={item} />
      <Others title={words.session.repeats} programme={programme} items={repeatsOf(programme, item)} dated />
      <Others title={words.session.around(item.rooms[0]?.name ?? '')} programme={programme} items={aroundOf(programme, item)} />
      {item.board && <NextBoard programme={programme} item={item} />}
      <CopyDetails programme={programme} item={item} />
    </>
  )
}

function Who({ programme, item, roles }: { programme: Programme; item: Item; roles: Record<string, string> }) {
  if (item.people.length === 0) return null
  const more = (person: Person): number => programme.items.filter((other) => other.id !== item.id && other.people.includes(person)).length
  const role = ({ id }: Person): string | undefined => words.programme.roles[roles[id] ?? (item.kind === 'poster' ? 'author' : 'speaker')] ?? roles[id]
  const line = (person: Person, others: number): string => [role(person), person.institution, others > 0 && words.session.otherSessions(others)].filter(Boolean).join(' · ')
  return (
    <>
      <Part title={words.programme.people} />
      <div class="list">
        {item.people.map((person) => (
          <a key={person.id} class="person" href={link('programme', programme.event.slug, 'people', person.id)}>
            <Avatar name={person.name} />
            <div class="b"><h3>{person.name}</h3><p>{line(person, more(person))}</p></div>
            <Icon of={chevronRight} turns />
          </a>
        ))}
      </div>
    </>
  )
}

function Links({ links }: { links: Link[] | undefined }) {
  if (!links?.length) return null
  return (
    <>
      <Part title={words.programme.links} />
      <div class="list">
        {links.map(([title, address]) => {
          const host = hostOf(address)
          return <div key={address} class="fact"><Icon of={link2} /><span class="b prose"><Out address={address}>{title || address}</Out>{host && title && <small>{words.session.opens(host)}</small>}</span></div>
        })}
      </div>
    </>
  )
}

/** Sessions under a head of their own; none where there are none. */
function Others({ title, programme, items, dated = false }: { title: string; programme: Programme; items: Item[]; dated?: boolean }) {
  if (items.length === 0) return null
  const going = holdingOf(programme)
  return (
    <>
      <Part title={title} />
      <div class="list">
        {items.map((item) => <SessionRow key={item.id} programme={programme} item={item} going={going} {...(dated ? { dated } : { timed: true })} />)}
      </div>
    </>
  )
}

/** What somebody is told who asks where one goes: as text, for any message. */
function CopyDetails({ programme, item }: { programme: Programme; item: Item }) {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(detailsText(programme, item))
      toast(words.session.copied)
    } catch {
      toast(words.session.copyFailed)
    }
  }
  return <Button look="text" icon={copyIcon} onClick={copy}>{words.session.copy}</Button>
}

function detailsText(programme: Programme, item: Item): string {
  const { slug, timezone, name } = programme.event
  return [
    item.title,
    item.people.map((person) => (person.institution ? `${person.name} (${person.institution})` : person.name)).join(', '),
    `${mediumDay(item.start, timezone)}, ${clockTime(item.start, timezone)} ${words.programme.until(clockTime(item.end, timezone))} (${city(timezone)})`,
    [item.board && words.programme.board(item.board), item.rooms.map((room) => room.name).join(', '), name].filter(Boolean).join(' · '),
    addressOf(slug, item),
  ].filter(Boolean).join('\n')
}

const addressOf = (slug: string, item: Item): string => `${location.origin}/${link('programme', slug, item.id)}`
