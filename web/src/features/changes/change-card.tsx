import arrowRight from 'lucide:arrow-right'
import check from 'lucide:check'
import clock from 'lucide:clock'
import mapPin from 'lucide:map-pin'
import pencil from 'lucide:pencil'
import plus from 'lucide:plus'
import users from 'lucide:users-round'
import x from 'lucide:x'
import { Button, Tag } from '../../ui/controls.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { toast } from '../../ui/toast.tsx'
import { shownTime } from '../../ui/zone.ts'
import { duration, shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { type Clash, keepAll, keepOne, type Undo } from '../plan/plans.ts'
import type { Overlap } from '../programme/agenda.ts'
import type { Change, Fact } from '../programme/change-lists.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { change as plan } from '../programme/session-row.tsx'
import { freed, newOverlaps } from './consequences.ts'

const said = words.changes

interface CardProps {
  programme: Programme
  change: Change
  /** With what it means for my agenda, and what can be done about it: the changes it came with. */
  mine?: Change[]
}

/** One session that changed: what it was, struck through, what it is, and what follows. */
export function ChangeCard({ programme, change, mine }: CardProps) {
  const { slug, timezone: zone } = programme.event
  const item = programme.byId.get(change.session)
  const off = change.what === 'cancelled' || change.what === 'removed'
  const title = item ? <a href={link('programme', slug, item.id)}>{change.title}</a> : change.title
  return (
    <article class="list chg">
      <div class="tags">{tagsOf(change).map(({ text, icon, tone }) => <Tag key={text} icon={icon} {...(tone ? { tone } : {})}>{text}</Tag>)}</div>
      <h3>{off ? <s>{title}</s> : title}</h3>
      {change.what === 'removed'
        ? <p>{said.wasAt(change.facts.map(({ fact, old }) => valueOf(fact, old, zone)).join(', '))}</p>
        : change.facts.map((fact) => <FactLine key={fact.fact} fact={fact} zone={zone} />)}
      {mine && item && <Consequences programme={programme} item={item} changes={mine} off={off} />}
    </article>
  )
}

type Look = { text: string; icon: Shapes; tone?: 'bad' | 'good' }

const OWN: Partial<Record<Change['what'], Look>> = {
  cancelled: { text: said.tags.cancelled, icon: x, tone: 'bad' },
  removed: { text: said.tags.removed, icon: x, tone: 'bad' },
  restored: { text: said.tags.restored, icon: check, tone: 'good' },
  returned: { text: said.tags.returned, icon: check, tone: 'good' },
  added: { text: said.tags.added, icon: plus, tone: 'good' },
}
const BY_FACT: Record<string, Look> = {
  time: { text: said.tags.time, icon: clock },
  room: { text: said.tags.room, icon: mapPin },
  board: { text: said.tags.board, icon: mapPin },
  title: { text: said.tags.title, icon: pencil },
  people: { text: said.tags.people, icon: users },
}

function tagsOf({ what, facts }: Change): Look[] {
  const own = OWN[what]
  if (own) return [own]
  const looks = facts.flatMap(({ fact }) => BY_FACT[fact] ?? [])
  return looks.length > 0 ? looks : [{ text: said.tags.details, icon: pencil }]
}

function FactLine({ fact: { fact, old, new: fresh }, zone }: { fact: Fact; zone: string }) {
  if (said.untold[fact]) return <p>{said.untold[fact]}</p>
  const [was, is] = fact === 'time' ? timesOf(old, fresh, zone) : [valueOf(fact, old, zone), valueOf(fact, fresh, zone)]
  const label = said.labels[fact]
  return (
    <p class="was num">
      {label && <span>{label}</span>}
      {old !== null && old !== undefined && <><span class="vh">{said.was} </span><s>{was}</s><Icon of={arrowRight} size="s" turns /><span class="vh"> {said.now} </span></>}
      <b>{is}</b>
    </p>
  )
}

interface Times {
  start: string
  end: string
}

/** As much of two times as differs: an end where only that does. */
function timesOf(old: unknown, fresh: unknown, zone: string): [string, string] {
  const [was, is] = [old as Times | null, fresh as Times]
  const only = was && Date.parse(was.start) === Date.parse(is.start)
  const shown = (times: Times): string => (only ? said.until(shownTime(new Date(times.end), zone)) : momentOf(times.start, zone))
  return [was ? shown(was) : '', shown(is)]
}

const momentOf = (time: string, zone: string): string => `${shortDay(new Date(time), zone)} ${shownTime(new Date(time), zone)}`

function valueOf(fact: string, value: unknown, zone: string): string {
  if (fact === 'time') return momentOf((value as Times).start, zone)
  if (Array.isArray(value) || fact === 'room' || fact === 'people') {
    return ((value as string[] | null) ?? []).join(', ') || (fact === 'people' ? said.nobody : said.nowhere)
  }
  if (value === null || value === undefined) return said.nothing
  if (typeof value === 'boolean') return value ? said.yes : said.no
  if (fact === 'board') return said.board(String(value))
  if (fact === 'kind') return words.programme.kind[value as Item['kind']] ?? String(value)
  return String(value)
}

function Consequences({ programme, item, changes, off }: { programme: Programme; item: Item; changes: Change[]; off: boolean }) {
  const { slug, timezone: zone } = programme.event
  const overlaps = newOverlaps(programme, item, changes)
  const fits = freed(programme, item)
  const gap = new URLSearchParams({ from: item.start.toISOString(), to: item.end.toISOString() })
  return (
    <>
      {overlaps.map((overlap) => <Collision key={overlap.other.id} programme={programme} item={item} overlap={overlap} />)}
      {fits !== undefined && <p>{said.free(shortDay(item.start, zone), shownTime(item.start, zone), shownTime(item.end, zone), fits)}</p>}
      {off && (
        <div class="decide">
          {(fits ?? 0) > 0 && <Button look="text" href={`${link('programme')}?${gap}`}>{said.fits}</Button>}
          <Button look="text" label={said.takeOffNamed(item.title)} onClick={() => plan(slug, item, null)}>{said.takeOff}</Button>
        </div>
      )}
    </>
  )
}

/** Two that overlap since something moved: one tap decides, and can be taken back. */
function Collision({ programme, item, overlap: { other, minutes } }: { programme: Programme; item: Item; overlap: Overlap }) {
  const { slug, timezone: zone } = programme.event
  const clash: Clash = { things: [item, other], pairs: [{ one: item, other, minutes }] }
  const done = async (act: Promise<Undo>, text: string): Promise<void> => toast(text, await act)
  return (
    <>
      <p class="num">{said.overlap(other.title, shownTime(other.start, zone), shownTime(other.end, zone), duration(minutes))}</p>
      <div class="decide">
        <Button look="text" label={said.keepThisNamed(item.title)} onClick={() => done(keepOne(slug, clash, item), said.kept(item.title))}>{said.keepThis}</Button>
        <Button look="text" label={said.keepOtherNamed(other.title)} onClick={() => done(keepOne(slug, clash, other), said.kept(other.title))}>{said.keepOther}</Button>
        <Button look="text" onClick={() => done(keepAll(slug, clash), said.keptBoth)}>{said.keepBoth}</Button>
      </div>
    </>
  )
}
