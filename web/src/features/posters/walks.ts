/** Posters as one walks along them: halls, the boards in their order, and what is left of one's own. */
import { compareBoards, isBoard, mayBeBoard } from '../programme/boards.ts'
import type { Item, Programme } from '../programme/programme.ts'

/** The posters of one poster session; those without one are together. */
export interface Hall {
  session?: Item
  posters: Item[]
}

/** What its owner marked of a poster. */
export interface Marks {
  isSaved: (poster: string) => boolean
  visitedAt: (poster: string) => Date | undefined
  wantsAgain: (poster: string) => boolean
}

/**
 * Every hall in order of time, its posters in order of boards; what has no board comes last. What left
 * the programme is among them for those who had it.
 */
export function hallsOf(programme: Programme, had: Item[] = []): Hall[] {
  const halls = new Map<string, Hall>()
  for (const item of [...programme.items, ...had]) {
    if (item.kind !== 'poster') continue
    const session = item.within === undefined ? undefined : programme.byId.get(item.within)
    const hall = halls.get(session?.id ?? '')
    if (hall) hall.posters.push(item)
    else halls.set(session?.id ?? '', { ...(session ? { session } : {}), posters: [item] })
  }
  for (const hall of halls.values()) hall.posters.sort((a, b) => Number(!a.board) - Number(!b.board) || compareBoards(a.board, b.board))
  return [...halls.values()].sort((a, b) => startOf(a) - startOf(b))
}

const startOf = ({ session, posters }: Hall): number => (session ?? posters[0])?.start.getTime() ?? 0

/** The halls with what one saved or wants to come back to, in the order of the boards. */
export function walkOf(halls: Hall[], marks: Marks): Hall[] {
  return halls.map((hall) => ({ ...hall, posters: hall.posters.filter(({ id }) => marks.isSaved(id) || marks.wantsAgain(id)) }))
    .filter(({ posters }) => posters.length > 0)
}

export interface Next {
  poster: Item
  /** It was visited, and is to be come back to. */
  again: boolean
}

/**
 * Where to go: the first board not visited after the one visited last, then any left before it, then
 * what one wanted to come back to.
 */
export function nextOf(walk: Item[], marks: Marks): Next | undefined {
  const last = lastVisited(walk, marks)
  const [before, after] = [walk.slice(0, last + 1), walk.slice(last + 1)]
  const left = [...after, ...before].find(({ id, cancelled, removed }) => !marks.visitedAt(id) && !cancelled && !removed)
  if (left) return { poster: left, again: false }
  const again = [...after, ...before].find(({ id }) => marks.wantsAgain(id))
  return again && { poster: again, again: true }
}

function lastVisited(walk: Item[], marks: Marks): number {
  let [last, latest] = [-1, -Infinity]
  walk.forEach(({ id }, index) => {
    const at = marks.visitedAt(id)?.getTime() ?? -Infinity
    if (at > latest) [last, latest] = [index, at]
  })
  return last
}

const MOST = 30

/** The posters that a number means: that board itself, else those that begin so. */
export function postersAt(posters: Item[], typed: string): Item[] {
  const there = posters.filter(({ board }) => board !== undefined && isBoard(board, typed))
  return there.length > 0 ? there : posters.filter(({ board }) => board !== undefined && mayBeBoard(board, typed)).slice(0, MOST)
}

/** Whether digits alone name every board, so that a keypad will do. */
export function areNumbered(posters: Item[]): boolean {
  const digits = posters.flatMap(({ board }) => (board === undefined ? [] : [board.replace(/\D+/g, ' ').trim()]))
  return digits.every((text) => /^\d+$/.test(text)) && new Set(digits).size === digits.length
}
