/** What a change means for the plan of the person who holds this phone. */
import { type View, view } from '../../platform/view.ts'
import { holdingOf, isOff, openOverlapsOf, type Overlap, overlapsOf, planOf, type Timed } from '../programme/agenda.ts'
import type { Change } from '../programme/change-lists.ts'
import type { Item, Programme } from '../programme/programme.ts'

interface Times {
  start: string
  end: string
}

/** When a session was, where its time changed. */
function before(change: Change): { start: Date; end: Date } | undefined {
  const old = change.facts.find(({ fact }) => fact === 'time')?.old as Times | null | undefined
  return old ? { start: new Date(old.start), end: new Date(old.end) } : undefined
}

/** What collides now and did not before the changes; what is kept knowingly is left out. */
export function newOverlaps(programme: Programme, item: Item, changes: Change[], seen: View = view.value): Overlap[] {
  const { slug } = programme.event
  const mine = changes.find(({ session }) => session === item.id)
  if (!mine || planOf(slug, item.id, seen) !== 'going') return []
  const came = ['restored', 'returned', 'added'].includes(mine.what)
  if (!came && !before(mine)) return []
  const holding = holdingOf(programme, seen)
  const as = (thing: Timed): Timed => {
    const change = changes.find(({ session }) => session === thing.id)
    return { ...thing, ...(change ? before(change) : undefined) }
  }
  return openOverlapsOf(slug, item, holding, seen).filter(({ other }) => came || overlapsOf(as(item), [as(other)]).length === 0)
}

/** How many sessions fit the time that became free, or undefined where it did not. */
export function freed(programme: Programme, item: Item, seen: View = view.value): number | undefined {
  if (!isOff(item) || planOf(programme.event.slug, item.id, seen) !== 'going') return undefined
  if (item.within || overlapsOf({ ...item, cancelled: false, removed: false }, holdingOf(programme, seen)).length > 0) return undefined
  return programme.items.filter((other) => !isOff(other) && !other.within && !NO_FILLING.has(other.kind) && other.start >= item.start && other.end <= item.end).length
}

const NO_FILLING = new Set(['meal', 'break', 'poster'])
