import plus from 'lucide:plus'
import alert from 'lucide:triangle-alert'
import { IconButton, Button, Tag } from '../../ui/controls.tsx'
import { now } from '../../ui/now.ts'
import { link } from '../../ui/router.ts'
import { shownTime } from '../../ui/zone.ts'
import { dateKey, duration, longDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { type Free, holdingOf, isOff, type OwnSlot, type Slot, startOf } from '../programme/agenda.ts'
import type { Own } from '../programme/own-items.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { change, lateMark, Marks, OverlapMarks, Save, toneOf } from '../programme/session-row.tsx'
import { lateFor } from '../programme/walking.ts'
import { ClashCard } from './clash-cards.tsx'
import type { Editing } from './own-sheet.tsx'
import { type PlannedDay, wanted } from './plans.ts'

interface DayProps {
  programme: Programme
  plan: PlannedDay
  today: string
  onEdit: (editing: Editing) => unknown
}

/** One day of the plan: what collides, then the day as a line with what is free in between. */
export function DayPlan({ programme, plan, today, onEdit }: DayProps) {
  const free = plan.line.reduce((sum, slot) => sum + (slot.kind === 'free' ? slot.minutes : 0), 0)
  const facts = [plan.going > 0 && words.plan.going(plan.going), free > 0 && words.plan.free(duration(free))].filter(Boolean)
  const upTo = plan.day === today ? plan.line.findIndex((slot) => startOf(slot) > now.value) : -1
  const id = `plan-${plan.day}`
  return (
    <section class="planday" aria-labelledby={id}>
      <h2 id={id}>{longDay(new Date(`${plan.day}T12:00Z`), 'UTC')}<small>{facts.join(' · ')}</small></h2>
      {plan.clashes.map((clash) => <ClashCard key={clash.things.map((thing) => thing.id).join()} programme={programme} clash={clash} />)}
      <ol class="day">
        {plan.line.flatMap((slot, index) => [
          index === upTo && <Now key="now" zone={programme.event.timezone} />,
          <Line key={slot.kind === 'free' ? slot.start.getTime() : slot.item.id} programme={programme} slot={slot} day={plan.day} onEdit={onEdit} />,
        ])}
      </ol>
    </section>
  )
}

function Line({ programme, slot, day, onEdit }: { programme: Programme; slot: Slot | OwnSlot | Free; day: string; onEdit: DayProps['onEdit'] }) {
  if (slot.kind === 'free') return <FreeTime programme={programme} free={slot} onEdit={onEdit} />
  if (slot.kind === 'own') return <OwnRow slot={slot} day={day} zone={programme.event.timezone} onEdit={onEdit} />
  return <SessionSlot programme={programme} slot={slot} slug={programme.event.slug} />
}

function Now({ zone }: { zone: string }) {
  return <li class="nowline"><p>{words.plan.now(shownTime(now.value, zone))}</p></li>
}

function Times({ start, end, zone }: { start: Date; end: Date; zone: string }) {
  return <p class="t"><time dateTime={start.toISOString()}>{shownTime(start, zone)}</time><small class="num"><span class="vh">{words.programme.until('')}</span>{shownTime(end, zone)}</small></p>
}

/** What lasts longer is a little taller, so that a day is seen at a glance. */
const lasting = ({ start, end }: { start: Date; end: Date }) => ({ '--minutes': String(Math.round((end.getTime() - start.getTime()) / 60_000)) })

const placed = (item: Item): string => item.rooms.map((room) => room.name).join(', ')

function SessionSlot({ programme, slot: { item, plan, overlaps, late }, slug }: { programme: Programme; slot: Slot; slug: string }) {
  const zone = programme.event.timezone
  const classes = ['slot', plan === 'interested' && 'maybe', plan === null && 'shared', isOff(item) && 'off'].filter(Boolean).join(' ')
  // Interest holds no time, so it collides with nothing: it waits beside what one goes to.
  const during = plan === 'interested' ? overlaps[0]?.other : undefined
  const facts = [during ? words.plan.during(during.title) : plan === 'interested' && words.programme.interested, placed(item), item.board, item.people.slice(0, 2).map(({ name }) => name).join(', ')]
  return (
    <li>
      <Times start={item.start} end={item.end} zone={zone} />
      <article class={classes} style={{ ...lasting(item), ...(item.track ? { '--c': item.track.colour } : {}) }}>
        <div class="b">
          <h3><a href={link('programme', slug, item.id)}>{item.title}</a></h3>
          <p>{facts.filter(Boolean).join(' · ')}</p>
          <Marks slug={slug} item={item} going={during ? [] : [item, ...overlaps.map(({ other }) => other)]} zone={zone} late={late} />
        </div>
        <Save slug={slug} item={item} />
      </article>
    </li>
  )
}

function OwnRow({ slot: { item, overlaps }, day, zone, onEdit }: { slot: OwnSlot; day: string; zone: string; onEdit: DayProps['onEdit'] }) {
  const more = dateKey(item.end, zone) > day && dateKey(new Date(item.end.getTime() - 1), zone) !== day
  return (
    <li>
      <Times start={item.start} end={item.end} zone={zone} />
      <article class={item.keepFree ? 'slot own kept' : 'slot own'} style={lasting(item)}>
        <div class="b">
          <h3><button type="button" aria-label={words.plan.edit(item.title)} onClick={() => onEdit({ id: item.id })}>{item.title}</button></h3>
          <p>{ownFacts(item, more ? zone : undefined)}</p>
          <OverlapMarks overlaps={overlaps} zone={zone} />
        </div>
      </article>
    </li>
  )
}

const ownFacts = (own: Own, zone?: string): string =>
  [own.keepFree && words.programme.keptFree, own.place, zone && words.plan.own.until(longDay(own.end, zone))].filter(Boolean).join(' · ')

/** Time between: what one is interested in that fits, each a tap away; the way to the rest; room for one's own. */
function FreeTime({ programme, free, onEdit }: { programme: Programme; free: Free; onEdit: DayProps['onEdit'] }) {
  const { slug, timezone: zone } = programme.event
  const mine = wanted(slug, free)
  const others = free.fits.length - mine.length
  const query = new URLSearchParams({ from: free.start.toISOString(), to: free.end.toISOString() })
  const [from, to] = [shownTime(free.start, zone), shownTime(free.end, zone)]
  return (
    <li class="gapline">
      <p class="t"><time dateTime={free.start.toISOString()}>{from}</time><small class="num">{duration(free.minutes)}</small></p>
      <div class="spare">
        <p class="head">
          <b>{words.today.free}</b>
          {others > 0 && <a href={`${link('programme')}?${query}`}>{mine.length + free.tight.length > 0 ? words.plan.more(others) : words.plan.fit(others)}</a>}
          {free.fits.length + free.tight.length === 0 && <small>{words.plan.nothingFits}</small>}
          <IconButton icon={plus} label={words.plan.addAt(from, to)} onClick={() => onEdit({ start: free.start, end: free.end })} />
        </p>
        {[...mine, ...free.tight].map((item) => <Offer key={item.id} programme={programme} item={item} tight={free.tight.includes(item)} />)}
      </div>
    </li>
  )
}

function Offer({ programme, item, tight }: { programme: Programme; item: Item; tight: boolean }) {
  const { slug, timezone: zone } = programme.event
  const late = tight ? lateFor(programme, item, holdingOf(programme)) : undefined
  const mark = late ? lateMark(late, item) : { text: words.plan.tight, icon: alert, bad: false }
  return (
    <div class="offer" style={item.track ? { '--c': item.track.colour } : undefined}>
      <div class="b">
        <h3><a href={link('programme', slug, item.id)}>{item.title}</a></h3>
        <p>{[words.plan.span(shownTime(item.start, zone), shownTime(item.end, zone)), placed(item), item.board].filter(Boolean).join(' · ')}</p>
        {tight && <div class="tags marks"><Tag icon={mark.icon} {...toneOf(mark)}>{mark.text}</Tag></div>}
      </div>
      <Button look="soft" small label={words.plan.goTo(item.title)} onClick={() => change(slug, item, 'going')}>{words.plan.go}</Button>
    </div>
  )
}
