import './today.css'
import arrows from 'lucide:arrow-right-left'
import calendarRange from 'lucide:calendar-range'
import pencil from 'lucide:pencil'
import settings from 'lucide:settings'
import quote from 'lucide:message-square-quote'
import { useMemo } from 'preact/hooks'
import { view } from '../../platform/view.ts'
import { Button, IconButton } from '../../ui/controls.tsx'
import { Empty, Notice } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { now } from '../../ui/now.ts'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { UpdateNotice } from '../../ui/update-notice.tsx'
import { shownTime } from '../../ui/zone.ts'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { dateKey, duration, longDay, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { myCard } from '../card/my-card.ts'
import { dayLine, dayOf, type Free, isOff, onNow, type OwnSlot, planned, type Slot, visitOf } from '../programme/agenda.ts'
import { myChanges } from '../programme/changes.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { changeListOf, currentEvent, programme as current } from '../programme/programmes.ts'
import { Marks, OverlapMarks } from '../programme/session-row.tsx'

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000

/** Where should I be? What is on, what comes, what is free, and what presses. */
export function Today(_: { parts: string[] }) {
  const programme = current.value
  const zone = programme?.event.timezone
  return (
    <Screen title={words.today.title} over={mediumDay(now.value, zone)} side={<><SyncChip /><IconButton icon={calendarRange} label={words.today.plan} href={link('plan')} /><span class="narrow"><IconButton icon={settings} label={words.ui.settings} href={link('settings')} /></span></>}>
      <UpdateNotice />
      {programme && <MyChanges slug={programme.event.slug} />}
      {programme ? <Day programme={programme} /> : <NoProgramme />}
      <Introduction />
      {programme && changeListOf(programme.event.slug)?.versions.some(({ changes }) => changes.length > 0) && (
        <div class="list"><a class="fact" href={link('changes')}><Icon of={arrows} /><span class="b"><b>{words.today.allChanges}</b></span></a></div>
      )}
    </Screen>
  )
}

/** What moved in my agenda: named until it was seen, on any of my phones. */
function MyChanges({ slug }: { slug: string }) {
  const count = myChanges(slug).length
  if (count === 0) return null
  return <Notice icon={arrows} title={words.today.changes(count)} acts={<Button look="text" href={link('changes')}>{words.today.seeChanges}</Button>} />
}

function NoProgramme() {
  if (currentEvent.value) {
    const text = words.programme.fetching
    return <Empty title={text.title} ghosts={3}>{text.body}</Empty>
  }
  const text = words.today.noEvent
  const acts = <><Button href={link('scan')}>{text.act}</Button><Button look="line" href={link('programme')}>{text.choose}</Button></>
  return <Empty title={text.title} ghosts={2} act={acts}>{text.body}</Empty>
}

function Day({ programme }: { programme: Programme }) {
  const { timezone: zone, short_name, name } = programme.event
  const seen = view.value
  const shown = dayOf(programme, dateKey(now.value, zone))
  const minute = Math.floor(now.value.getTime() / MINUTE_MS)
  const line = useMemo(
    () => (shown ? dayLine(programme, shown.day, shown.when === 'on' ? new Date(minute * MINUTE_MS) : new Date(0), seen) : []),
    [programme, shown?.day, shown?.when, seen, minute],
  )
  if (!shown) {
    const text = words.today.over
    return <Empty title={text.title(short_name ?? name)} act={<Button href={link('follow-up')}>{text.act}</Button>}>{text.body}</Empty>
  }
  const at = onNow(programme, now.value, seen)
  const open = !planned(programme, seen).some(({ item }) => item.day === shown.day && item.end > (shown.when === 'on' ? now.value : new Date(0)))
  const rest = line.filter((slot) => slot.kind === 'free' || slot.item !== at)
  return (
    <>
      <ZoneNote zone={zone} quiet />
      {at && <Now item={at} programme={programme} />}
      <Part title={heading(programme, shown, minutesToNext(rest))} act={<a href={link('plan')}>{words.today.wholeDay}</a>} />
      {rest.length > 0
        ? <ol class="day">{rest.map((slot) => (slot.kind === 'free' ? <FreeRow key={`free${slot.start.getTime()}`} free={slot} zone={zone} /> : slot.kind === 'own' ? <OwnRow key={slot.item.id} slot={slot} zone={zone} /> : <SlotRow key={slot.item.id} slot={slot} programme={programme} />))}</ol>
        : <p class="hint">{words.today.doneToday.body}</p>}
      {open && line.length > 0 && (
        <Empty title={words.today.open.title} act={<><Button href={link('programme')}>{words.today.open.act}</Button><Button look="line" href={link('favourites')}>{words.today.open.bring}</Button></>}>{words.today.open.body}</Empty>
      )}
    </>
  )
}

const LONGEST_COUNTED = 180

/** Minutes until the next thing one goes to, where they are few enough to count. */
function minutesToNext(line: (Slot | OwnSlot | Free)[]): number | undefined {
  const next = line.find((slot) => slot.kind !== 'free' && (slot.kind === 'own' || slot.plan === 'going') && !isOff(slot.item) && slot.item.start > now.value)
  if (!next || next.kind === 'free') return undefined
  const minutes = Math.ceil((next.item.start.getTime() - now.value.getTime()) / MINUTE_MS)
  return minutes <= LONGEST_COUNTED ? minutes : undefined
}

function heading(programme: Programme, shown: { day: string; when: 'before' | 'on' }, soon: number | undefined): string {
  if (shown.when === 'on') return soon === undefined ? words.today.next : words.today.nextIn(duration(soon))
  const day = longDay(new Date(`${shown.day}T12:00Z`), 'UTC')
  if (shown.day !== programme.days[0]) return words.today.nextDay(day)
  const today = dateKey(now.value, programme.event.timezone)
  const days = Math.round((Date.parse(shown.day) - Date.parse(today)) / DAY_MS)
  return `${words.today.startsIn(days)} · ${day}`
}

/** The one saturated thing on the screen: it answers "where should I be?" */
function Now({ item, programme }: { item: Item; programme: Programme }) {
  const { slug } = programme.event
  const length = item.end.getTime() - item.start.getTime()
  const gone = Math.round(((now.value.getTime() - item.start.getTime()) / length) * 100)
  const left = Math.max(1, Math.ceil((item.end.getTime() - now.value.getTime()) / MINUTE_MS))
  const boards = programme.posters.get(item.id) ?? []
  return (
    <a class="now" href={link('programme', slug, item.id)}>
      <p class="kick"><i />{words.today.onNow}<span class="num">{words.today.left(duration(left))}</span></p>
      <h2>{item.title}</h2>
      <dl>
        {item.rooms.length > 0 && <div><dt>{boards.length > 0 ? words.today.where : words.today.room}</dt><dd>{item.rooms.map((room) => room.name).join(', ')}</dd></div>}
        {item.board && <div><dt>{words.today.board}</dt><dd>{item.board}</dd></div>}
        {boards.length > 0
          ? <div><dt>{words.today.yourList}</dt><dd>{words.programme.of(boards.filter((board) => visitOf(slug, board.id)).length, boards.length)}</dd></div>
          : item.people.length > 0 && <div><dt>{words.today.speaker(item.people.length)}</dt><dd>{names(item)}</dd></div>}
      </dl>
      <div class="bar" role="progressbar" aria-label={words.today.elapsed} aria-valuenow={gone}><i style={{ inlineSize: `${gone}%` }} /></div>
    </a>
  )
}

function names(item: Item): string {
  const shown = item.people.slice(0, 2).map((person) => person.name).join(', ')
  return item.people.length > 2 ? `${shown} +${item.people.length - 2}` : shown
}

function SlotRow({ slot: { item, plan, overlaps, late }, programme }: { slot: Slot; programme: Programme }) {
  const { slug, timezone: zone } = programme.event
  const classes = ['slot', plan === 'interested' && 'maybe', item.cancelled && 'off'].filter(Boolean).join(' ')
  const colour = item.track ? { '--c': item.track.colour } : undefined
  return (
    <li>
      <p class="t"><time dateTime={item.start.toISOString()}>{shownTime(item.start, zone)}</time><small class="num">{shownTime(item.end, zone)}</small></p>
      <article class={classes} style={colour}>
        <div class="b">
          <h3><a href={link('programme', slug, item.id)}>{item.title}</a></h3>
          <p>{[plan === 'interested' && words.today.interested, item.rooms.map((room) => room.name).join(', '), item.board, names(item)].filter(Boolean).join(' · ')}</p>
          <Marks slug={slug} item={item} going={[item, ...overlaps.map(({ other }) => other)]} zone={zone} late={late} />
        </div>
      </article>
    </li>
  )
}

/** What is one's own: it opens in the plan. */
function OwnRow({ slot: { item, overlaps }, zone }: { slot: OwnSlot; zone: string }) {
  return (
    <li>
      <p class="t"><time dateTime={item.start.toISOString()}>{shownTime(item.start, zone)}</time><small class="num">{shownTime(item.end, zone)}</small></p>
      <article class={item.keepFree ? 'slot own kept' : 'slot own'}>
        <div class="b">
          <h3><a href={link('plan', 'own', item.id)}>{item.title}</a></h3>
          <p>{[item.keepFree && words.programme.keptFree, item.place].filter(Boolean).join(' · ')}</p>
          <OverlapMarks overlaps={overlaps} zone={zone} />
        </div>
      </article>
    </li>
  )
}

function FreeRow({ free, zone }: { free: Free; zone: string }) {
  const query = new URLSearchParams({ from: free.start.toISOString(), to: free.end.toISOString() })
  return (
    <li>
      <p class="t"><time dateTime={free.start.toISOString()}>{shownTime(free.start, zone)}</time><small class="num">{duration(free.minutes)}</small></p>
      <p class="free">
        <b>{words.today.free}</b>
        {free.fits.length > 0 ? <a href={`${link('programme')}?${query}`}>{words.today.fit(free.fits.length)}</a> : <small>{words.today.nothingFits}</small>}
      </p>
    </li>
  )
}

/** What to say when somebody asks; one tap from being written. */
function Introduction() {
  const line = myCard.value.pitch_line
  return (
    <>
      <Part title={words.today.introduction} act={line && <a href={link('card')}>{words.today.introductionEdit}</a>} />
      {line
        ? <div class="list"><p class="fact"><Icon of={quote} /><span class="b">{line}</span></p></div>
        : (
          <div class="list">
            <a class="fact" href={link('card')}><Icon of={pencil} /><span class="b"><b>{words.today.introductionMissing}</b><small>{words.today.introductionHint}</small></span></a>
          </div>
        )}
    </>
  )
}
