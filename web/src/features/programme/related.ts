/** What a session stands beside: itself at other times, and what else is in its room. */
import { folded } from './folding.ts'
import type { Item, Programme } from './programme.ts'

/** Kinds that are called alike without being the same. */
const ALIKE = new Set(['meal', 'break', 'poster-session', 'reception'])

/** The same session at other times: of one kind, title and people. */
export function repeatsOf(programme: Programme, item: Item): Item[] {
  if (ALIKE.has(item.kind)) return []
  const title = folded(item.title)
  return programme.items.filter((other) =>
    other.id !== item.id && other.kind === item.kind && other.start.getTime() !== item.start.getTime() && folded(other.title) === title && samePeople(item, other))
}

const samePeople = (a: Item, b: Item): boolean =>
  a.people.length === 0 || b.people.length === 0 || a.people.some((person) => b.people.includes(person))

/** What is on in the same room before and after, on the same day. */
export function aroundOf(programme: Programme, item: Item): Item[] {
  const [room] = item.rooms
  if (!room || item.within) return []
  const there = programme.items.filter((other) => other.day === item.day && !other.within && other.id !== item.id && other.rooms.includes(room))
  const before = there.findLast((other) => other.end <= item.start)
  const after = there.find((other) => other.start >= item.end)
  return [...(before ? [before] : []), ...(after ? [after] : [])]
}

/** "meet.example.org" of an address of the web. */
export function hostOf(address: string): string | undefined {
  try {
    return new URL(address).host || undefined
  } catch {
    return undefined
  }
}
