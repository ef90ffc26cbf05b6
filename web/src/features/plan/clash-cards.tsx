import alert from 'lucide:triangle-alert'
import { Button } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { toast } from '../../ui/toast.tsx'
import { shownTime } from '../../ui/zone.ts'
import { duration, listed, longDay, shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { holdingOf, type Timed } from '../programme/agenda.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { type Clash, drop, goInstead, insteadOf, keepAll, keepOne, type Never, type Undo } from './plans.ts'

/** Do it, say so, and offer the way back. */
async function done(act: Promise<Undo>, text: string): Promise<void> {
  const undo = await act
  toast(text, undo)
}

/** What is on at the same time, side by side; one tap resolves it. */
export function ClashCard({ programme, clash }: { programme: Programme; clash: Clash }) {
  const { slug } = programme.event
  const text = words.plan.overlap
  const [pair] = clash.pairs
  const title = clash.things.length > 2 || !pair ? text.several(clash.things.length) : text.title(duration(pair.minutes))
  return (
    <section class="clash" aria-label={title}>
      <p class="what"><Icon of={alert} size="s" />{title}</p>
      {clash.things.map((thing) => <Side key={thing.id} programme={programme} clash={clash} thing={thing} />)}
      <Button look="line" small onClick={() => done(keepAll(slug, clash), text.keptBoth)}>{text.both}</Button>
      <p class="meta">{text.bothHint}</p>
    </section>
  )
}

function Side({ programme, clash, thing }: { programme: Programme; clash: Clash; thing: Timed }) {
  const { slug, timezone: zone } = programme.event
  const text = words.plan.overlap
  const item = programme.byId.get(thing.id)
  const [other] = item ? insteadOf(programme, item, holdingOf(programme)) : []
  const facts = [words.plan.span(shownTime(thing.start, zone), shownTime(thing.end, zone)), (thing.rooms ?? []).map((room) => room.name).join(', ')]
  const kept = clash.things.some((beside) => beside !== thing && programme.byId.has(beside.id)) ? text.kept : text.keptOwn
  return (
    <div class="side-by">
      <h3>{item ? <a href={link('programme', slug, item.id)}>{thing.title}</a> : thing.title}</h3>
      <p class="num">{facts.filter(Boolean).join(' · ')}</p>
      <div class="btns">
        <Button look="soft" small label={text.keepNamed(thing.title)} onClick={() => done(keepOne(slug, clash, thing), kept(thing.title))}>{text.keep}</Button>
        <Button look="text" label={text.dropNamed(thing.title)} onClick={() => done(drop(slug, thing), text.dropped(thing.title))}>{text.drop}</Button>
        {item && other && <Instead programme={programme} item={item} other={other} />}
      </div>
    </div>
  )
}

function Instead({ programme, item, other }: { programme: Programme; item: Item; other: Item }) {
  const when = whenOf(other, programme.event.timezone, item.day)
  const text = words.plan.overlap
  return (
    <Button look="text" label={text.insteadNamed(item.title, when)} onClick={() => done(goInstead(programme.event.slug, item, other), text.moved(item.title, when))}>
      {text.instead(when)}
    </Button>
  )
}

/** "14:00", or "Thursday 14:00" on another day; days are the venue's. */
const whenOf = (item: Item, zone: string, day: string): string =>
  [item.day !== day && longDay(new Date(`${item.day}T12:00Z`), 'UTC').split(' ')[0], shownTime(item.start, zone)].filter(Boolean).join(' ')

/** Something of interest that collides with what one goes to, and when else it is. */
export function NeverRow({ programme, never: { item, overlaps, instead } }: { programme: Programme; never: Never }) {
  const { slug, timezone: zone } = programme.event
  const text = words.plan.never
  return (
    <article class="row open">
      <div class="b">
        <h3><a href={link('programme', slug, item.id)}>{item.title}</a></h3>
        <p class="num">{shortDay(item.start, zone)}, {words.plan.span(shownTime(item.start, zone), shownTime(item.end, zone))}</p>
        <p>{text.because(listed(overlaps.map(({ other }) => `“${other.title}”`)))}</p>
      </div>
      {instead.slice(0, 1).map((other) => {
        const when = whenOf(other, zone, item.day)
        return (
          <Button key={other.id} look="text" label={text.alsoNamed(item.title, when)} onClick={() => done(goInstead(slug, item, other), words.plan.overlap.moved(item.title, when))}>
            {text.also(when)}
          </Button>
        )
      })}
    </article>
  )
}
