/** A whole plan: what of it collides and how that is resolved, what never fits, and each day of it. */
import { type Act, postAll } from '../../platform/outbox.ts'
import { type View, view } from '../../platform/view.ts'
import { dateKey } from '../../words/format.ts'
import {
  dayLine, type Free, holdingOf, isOff, openOverlapsOf, type Overlap, overlapsOf, type OwnSlot, planAct, planned, planOf, type Slot, startOf as startsAt, type Timed,
} from '../programme/agenda.ts'
import { type Own, ownsOf } from '../programme/own-items.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { fieldsOf } from './own-saving.ts'

/** Things that overlap, each with at least one other of them. */
export interface Clash {
  things: Timed[]
  pairs: { one: Timed; other: Timed; minutes: number }[]
}

/** What overlaps of `holding`, in groups, in order of time; what is kept knowingly is left out. */
export function clashesOf(slug: string, holding: readonly Timed[], seen: View = view.value): Clash[] {
  const clashes: Clash[] = []
  for (const one of holding) {
    const pairs = openOverlapsOf(slug, one, holding, seen).filter(({ other }) => holding.indexOf(other) > holding.indexOf(one))
      .map(({ other, minutes }) => ({ one, other, minutes }))
    if (pairs.length === 0) continue
    const met = clashes.filter(({ things }) => things.some((thing) => thing === one || pairs.some(({ other }) => other === thing)))
    const things = new Set([...met.flatMap((clash) => clash.things), one, ...pairs.map(({ other }) => other)])
    const joined = { things: holding.filter((thing) => things.has(thing)), pairs: [...met.flatMap((clash) => clash.pairs), ...pairs] }
    clashes.splice(0, clashes.length, ...clashes.filter((clash) => !met.includes(clash)), joined)
  }
  return clashes.sort((a, b) => startOf(a) - startOf(b))
}

const startOf = ({ things }: Clash): number => things[0]?.start.getTime() ?? 0

/** Takes back what was done, as one. */
export type Undo = () => Promise<unknown>

/** Do all of `acts`, or none; what comes back takes them back. */
async function doAll(acts: Act[], back: Act[]): Promise<Undo> {
  await postAll(acts)
  return () => postAll(back)
}

const setOwn = (event: string, own: string, fields: object): Act => ({ kind: 'own.set', body: { event, own, ...fields } })

const isOwn = (thing: Timed): thing is Own => 'keepFree' in thing

/** Keep one of a clash: sessions beside it become of interest, own items beside it go. */
export function keepOne(slug: string, clash: Clash, kept: Timed): Promise<Undo> {
  const beside = overlapsOf(kept, clash.things).map(({ other }) => other)
  return doAll(
    beside.map((thing) => (isOwn(thing) ? setOwn(slug, thing.id, { gone: true }) : planAct(slug, thing.id, 'interested'))),
    beside.map((thing) => (isOwn(thing) ? setOwn(slug, thing.id, { ...fieldsOf(thing), gone: false }) : planAct(slug, thing.id, 'going'))),
  )
}

/** Take one thing out of the plan. */
export function drop(slug: string, thing: Timed, seen: View = view.value): Promise<Undo> {
  if (isOwn(thing)) return doAll([setOwn(slug, thing.id, { gone: true })], [setOwn(slug, thing.id, { ...fieldsOf(thing), gone: false })])
  return doAll([planAct(slug, thing.id, null)], [planAct(slug, thing.id, planOf(slug, thing.id, seen))])
}

/** Go to both and leave one early: these overlaps are not named again unless they grow. */
export function keepAll(slug: string, { pairs }: Clash): Promise<Undo> {
  const keep = (value: 'kept' | null): Act[] => pairs.map(({ one, other, minutes }) =>
    ({ kind: 'overlap.keep', body: { event: slug, one: one.id, other: other.id, minutes: value && minutes } }))
  return doAll(keep('kept'), keep(null))
}

/** Go to a session at its other time instead. */
export function goInstead(slug: string, from: Item, to: Item, seen: View = view.value): Promise<Undo> {
  const before = [planAct(slug, from.id, planOf(slug, from.id, seen)), planAct(slug, to.id, planOf(slug, to.id, seen))]
  return doAll([planAct(slug, from.id, null), planAct(slug, to.id, 'going')], before)
}

/** Something of interest that collides with what one goes to. */
export interface Never {
  item: Item
  overlaps: Overlap[]
  /** The same at other times that collide with nothing. */
  instead: Item[]
}

export function neverFits(programme: Programme, seen: View = view.value): Never[] {
  const holding = holdingOf(programme, seen)
  return planned(programme, seen).flatMap(({ item, plan }) => {
    const overlaps = plan === 'interested' && !isOff(item) ? overlapsOf(item, holding) : []
    return overlaps.length > 0 ? [{ item, overlaps, instead: insteadOf(programme, item, holding) }] : []
  })
}

const repeats = new WeakMap<Programme, Map<string, Item[]>>()
const RARE = new Set(['meal', 'break', 'poster'])

/** The same session at other times: alike in title, kind and people. */
export function insteadOf(programme: Programme, item: Item, holding: readonly Timed[]): Item[] {
  const known = repeats.get(programme) ?? new Map<string, Item[]>()
  if (known.size === 0) {
    for (const one of programme.items) {
      const same = known.get(likeness(one))
      if (same) same.push(one)
      else known.set(likeness(one), [one])
    }
    repeats.set(programme, known)
  }
  if (RARE.has(item.kind)) return []
  return (known.get(likeness(item)) ?? []).filter((other) => other.id !== item.id && !isOff(other) && overlapsOf(other, holding.filter(({ id }) => id !== item.id)).length === 0)
}

const likeness = ({ title, kind, people }: Item): string =>
  [kind, title.toLowerCase().replace(/\s+/g, ' ').trim(), ...people.map(({ id }) => id).sort()].join('\n')

export interface PlannedDay {
  day: string
  line: (Slot | OwnSlot | Free)[]
  clashes: Clash[]
  going: number
}

/** The days of a plan: those of the programme, and those on which something else is planned. */
export function daysOf(programme: Programme, seen: View = view.value): string[] {
  const { slug, timezone } = programme.event
  const mine = [...planned(programme, seen).map(({ item }) => item.day), ...ownsOf(slug, seen).map(({ start }) => dateKey(start, timezone))]
  return [...new Set([...programme.days, ...mine])].sort()
}

/** A day as it was and will be: no time that has passed is offered, and what fits free time stands in it. */
export function plannedDay(programme: Programme, day: string, now: Date, seen: View = view.value): PlannedDay {
  const { slug, timezone } = programme.event
  const past = dayLine(programme, day, new Date(0), seen).filter((slot) => slot.kind !== 'free' && slot.item.end <= now)
  const coming = dayLine(programme, day, now, seen)
  const offered = new Set(coming.flatMap((slot) => (slot.kind === 'free' ? [...wanted(slug, slot, seen), ...slot.tight] : [])))
  const line = [...past, ...coming].filter((slot) => slot.kind !== 'session' || slot.plan !== 'interested' || !offered.has(slot.item))
    .sort((a, b) => startsAt(a).getTime() - startsAt(b).getTime())
  const holding = holdingOf(programme, seen)
  return {
    day, line,
    clashes: clashesOf(slug, holding, seen).filter(({ things }) => things[0] !== undefined && dateKey(things[0].start, timezone) === day),
    going: line.filter((slot) => slot.kind === 'session' && slot.plan === 'going' && !isOff(slot.item)).length,
  }
}

/** What one is interested in of what fits some free time. */
export const wanted = (slug: string, free: Free, seen: View = view.value): Item[] =>
  free.fits.filter((item) => planOf(slug, item.id, seen) === 'interested')
