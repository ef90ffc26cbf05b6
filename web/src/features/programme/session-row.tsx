import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import arrows from 'lucide:arrow-right-left'
import bookmark from 'lucide:bookmark'
import footprints from 'lucide:footprints'
import pencil from 'lucide:pencil-line'
import alert from 'lucide:triangle-alert'
import usersIcon from 'lucide:users-round'
import x from 'lucide:x'
import { Tag } from '../../ui/controls.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { say, toast } from '../../ui/toast.tsx'
import { shownTime, shownZone } from '../../ui/zone.ts'
import { clockTime, duration, shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { openOverlapsOf, type Overlap, type Plan, planOf, setPlan, type Timed } from './agenda.ts'
import { moveOf } from './changes.ts'
import { collisions } from './listing.ts'
import type { Item, Programme } from './programme.ts'
import { ownsOf } from './own-items.ts'
import { hasNote } from './session-marks.ts'
import { isSlight, type Late } from './walking.ts'

interface RowProps {
  programme: Programme
  item: Item
  /** Say the day and the time too: the row stands outside of its time's block. */
  dated?: boolean
  /** Say when it ends: its block does not. */
  ends?: boolean
  /** Say when it starts and ends: its block says neither. */
  timed?: boolean
  /** Why it is shown, under the rest. */
  children?: ComponentChildren
  /** What holds time, to name what collides. */
  going: readonly Timed[]
  current?: boolean
}

/** A session in a list: title, track, room, people, and the bookmark. */
export function SessionRow({ programme, item, dated, ends, timed, going, current, children }: RowProps) {
  const { slug, timezone } = programme.event
  return (
    <article class={item.cancelled || item.removed ? 'row open off' : 'row open'} style={item.track ? { '--c': item.track.colour } : undefined} aria-current={current ? 'true' : undefined}>
      <div class="b">
        <h3><a href={link('programme', slug, item.id)}>{item.title}</a></h3>
        <p>{facts(programme, item, { dated, ends, timed })}</p>
        {children}
        <Marks slug={slug} item={item} going={going} zone={timezone} />
      </div>
      <Save slug={slug} item={item} />
    </article>
  )
}

type Says = Pick<RowProps, 'dated' | 'ends' | 'timed'>

function facts(programme: Programme, item: Item, { dated, ends, timed }: { [name in keyof Says]: Says[name] | undefined }) {
  const zone = programme.event.timezone
  const boards = programme.posters.get(item.id)?.length ?? 0
  const parts = [
    item.board && <span class="brd">{item.board}</span>,
    dated && <span class="num">{shortDay(item.start, shownZone(zone))}, {clockTime(item.start, shownZone(zone))}</span>,
    timed && <span class="num">{shownTime(item.start, zone)} {words.programme.until(shownTime(item.end, zone))}</span>,
    ends && <span class="num">{words.programme.until(shownTime(item.end, zone))}</span>,
    item.track && <span class="trk">{item.track.name}</span>,
    item.rooms.map((room) => room.name).join(', '),
    boards > 0 ? words.programme.counted.poster(boards) : people(item),
  ].filter(Boolean)
  return parts.map((part, index) => <>{index > 0 && <span class="dot" aria-hidden="true">·</span>}{index > 0 && <span class="vh">, </span>}{part}</>)
}

const MOST_NAMES = 3

function people(item: Item): string {
  const names = item.people.slice(0, MOST_NAMES).map((person) => person.name).join(', ')
  return item.people.length > MOST_NAMES ? `${names} +${item.people.length - MOST_NAMES}` : names
}

interface MarksProps {
  slug: string
  item: Item
  going: readonly Timed[]
  zone: string
  late?: Late | undefined
}

/** What presses: cancelled, moved, overlapping, a walk too long; each in words. */
export function Marks({ slug, item, going, zone, late }: MarksProps) {
  const noted = hasNote(slug, item.id) ? [{ text: words.programme.noted, icon: pencil, bad: false, quiet: true }] : []
  return <Tags marks={[...markTexts(slug, item, going, zone), ...(late ? [lateMark(late, item)] : []), ...noted]} />
}

export function OverlapMarks({ overlaps, zone }: { overlaps: Overlap[]; zone: string }) {
  return <Tags marks={overlapMarks(overlaps, zone)} />
}

interface Mark {
  text: string
  icon: Shapes
  bad: boolean
  /** Nothing that presses. */
  quiet?: boolean
  /** Presses, but hardly. */
  slight?: boolean
}

export const toneOf = ({ bad, quiet, slight }: Mark): { tone?: 'bad' | 'good' | 'plain' } =>
  (bad ? { tone: 'bad' } : quiet ? { tone: 'good' } : slight ? { tone: 'plain' } : {})

function Tags({ marks }: { marks: Mark[] }) {
  if (marks.length === 0) return null
  return <div class="tags marks">{marks.map((mark) => <Tag key={mark.text} icon={mark.icon} {...toneOf(mark)}>{mark.text}</Tag>)}</div>
}

export function markTexts(slug: string, item: Item, going: readonly Timed[], zone: string): Mark[] {
  if (item.removed) return [{ text: words.programme.takenOut, icon: x, bad: true }]
  if (item.cancelled) return [{ text: words.programme.cancelled, icon: x, bad: true }]
  const move = moveOf(slug, item.id)
  return [
    ...(item.full ? [{ text: words.programme.full, icon: usersIcon, bad: false }] : []),
    ...(move?.start ? [{ text: words.programme.movedTime(shownTime(new Date(move.start), zone)), icon: arrows, bad: false }] : []),
    ...(move?.rooms?.length ? [{ text: words.programme.movedFrom(move.rooms.join(', ')), icon: arrows, bad: false }] : []),
    ...overlapMarks(collisions(slug, item, going), zone),
  ]
}

/** Two that start together and overlap as long are said once. */
const overlapMarks = (overlaps: Overlap[], zone: string): Mark[] =>
  [...new Set(overlaps.map(({ other, minutes }) => words.programme.overlaps(shownTime(other.start, zone), duration(minutes))))]
    .map((text) => ({ text, icon: alert, bad: true }))

/** How late one will be for an item, from where to where. */
export function lateMark(late: Late, item: Item): Mark {
  const { from, walk, between, minutes } = late
  const [there, here] = [from.rooms?.[0]?.name ?? from.title, item.rooms[0]?.name ?? item.title]
  const text = between > 0 ? words.programme.late(duration(minutes), duration(walk), there, here, duration(between)) : words.programme.lateAtOnce(duration(minutes), there)
  return { text, icon: footprints, bad: false, slight: isSlight(late) }
}

const HOLD_MS = 500

/** One tap is "going", again takes it off; held (or Shift with Enter), it is "interested". */
export function Save({ slug, item }: { slug: string; item: Item }) {
  const plan = planOf(slug, item.id)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const held = useRef(false)
  const start = (): void => {
    held.current = false
    timer.current = setTimeout(() => { held.current = true; void change(slug, item, plan === 'interested' ? null : 'interested') }, HOLD_MS)
  }
  const stop = (): void => clearTimeout(timer.current)
  const tap = (event: MouseEvent): void => {
    if (held.current) { held.current = false; return }
    if (event.shiftKey) void change(slug, item, plan === 'interested' ? null : 'interested')
    else void change(slug, item, plan === 'going' ? null : 'going')
  }
  return (
    <button
      class={plan === 'interested' ? 'save maybe' : 'save'} type="button" aria-pressed={plan === 'going'} title={words.programme.saveHint}
      aria-label={plan === 'interested' ? words.programme.interestedIn(item.title) : words.programme.save(item.title)}
      onPointerDown={start} onPointerUp={stop} onPointerLeave={stop} onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()} onClick={tap}
    >
      <Icon of={bookmark} size="tab" />
    </button>
  )
}

/** Plan it, say so, and offer the way back where something was taken off or is over time kept free. */
export async function change(slug: string, item: Item, plan: Plan | null): Promise<void> {
  const before = planOf(slug, item.id)
  if (before === plan) return
  navigator.vibrate?.(10)
  await setPlan(slug, item.id, plan)
  const undo = (): void => void setPlan(slug, item.id, before)
  const [over] = plan === 'going' ? openOverlapsOf(slug, item, ownsOf(slug).filter((own) => own.keepFree)) : []
  if (plan === null) toast(words.programme.removed, undo)
  else if (over) toast(words.programme.overKeptFree(over.other.title), undo)
  else say(plan === 'going' ? words.programme.savedNow : words.programme.interestedNow)
}
