import './session.css'
import check from 'lucide:check'
import chevronRight from 'lucide:chevron-right'
import flag from 'lucide:flag'
import footprints from 'lucide:footprints'
import { Chip } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import { shownTime } from '../../ui/zone.ts'
import * as words from '../../words/index.ts'
import { addVisit, planOf, visitOf } from './agenda.ts'
import type { Item, Programme } from './programme.ts'
import { removeVisit, setRevisit, wantsAgain } from './session-marks.ts'
import { SessionRow } from './session-row.tsx'

interface PosterProps {
  programme: Programme
  item: Item
}

/** The board, large: what one looks for in the hall. */
export function Plate({ item, zone }: { item: Item; zone: string }) {
  return (
    <div class="plate">
      <b><span class="vh">{words.programme.board('')}</span>{item.board}</b>
      <p><span>{item.rooms.map((room) => room.name).join(', ') || words.programme.noRoom}</span>{shownTime(item.start, zone)} {words.programme.until(shownTime(item.end, zone))}</p>
    </div>
  )
}

/** The tick: on is durable at once, off can be undone. */
export function VisitTick({ slug, item }: { slug: string; item: Item }) {
  const at = visitOf(slug, item.id)
  const tick = async (): Promise<void> => {
    if (!at) {
      await addVisit(slug, item.id)
      return
    }
    await removeVisit(slug, item.id)
    toast(words.programme.unvisited, () => void addVisit(slug, item.id))
  }
  return (
    <button class="tick" type="button" role="checkbox" aria-checked={at !== undefined} aria-label={words.programme.visitedNamed(item.title)} onClick={() => void tick()}>
      <i>{at && <Icon of={check} size="xs" />}</i>
    </button>
  )
}

export function RevisitChip({ slug, item }: { slug: string; item: Item }) {
  const marked = wantsAgain(slug, item.id)
  return <Chip pressed={marked} icon={flag} onSurface onClick={() => setRevisit(slug, item.id, !marked)}>{words.programme.comeBack}</Chip>
}

export function Visited({ programme, item }: PosterProps) {
  const { slug, timezone } = programme.event
  const at = visitOf(slug, item.id)
  return (
    <div class="list visited">
      <div class="task">
        <VisitTick slug={slug} item={item} />
        <div class="b"><p class="name">{at ? words.programme.visited : words.programme.notVisited}</p>{at && <p class="num">{words.programme.visitedAt(shownTime(at, timezone))}</p>}</div>
        <RevisitChip slug={slug} item={item} />
      </div>
    </div>
  )
}

export function Posters({ programme, item }: PosterProps) {
  const boards = programme.posters.get(item.id) ?? []
  if (boards.length === 0) return null
  const { slug } = programme.event
  const visited = boards.filter((board) => visitOf(slug, board.id)).length
  return (
    <>
      <Part title={words.programme.counted.poster(boards.length)} act={visited > 0 && <span>{words.programme.of(visited, boards.length)}</span>} />
      <div class="list"><Windowed items={boards} height={78} first>{(board) => <SessionRow key={board.id} programme={programme} item={board} going={[]} />}</Windowed></div>
    </>
  )
}

/** The next board of mine in the hall's order that I have not been at. */
export function NextBoard({ programme, item }: PosterProps) {
  const { slug } = programme.event
  const boards = (item.within ? programme.posters.get(item.within) : undefined) ?? programme.items.filter((other) => other.kind === 'poster' && other.day === item.day)
  const mine = boards.filter((board) => board.id !== item.id && planOf(slug, board.id) !== null && !visitOf(slug, board.id))
  const here = boards.indexOf(item)
  const next = mine.find((board) => boards.indexOf(board) > here) ?? mine[0]
  if (!next) return null
  return (
    <a class="fact next-fact list" href={link('programme', slug, next.id)}>
      <Icon of={footprints} /><span class="b"><b>{words.programme.nextBoard(next.board ?? next.title)}</b><small>{next.board ? next.title : ''}</small></span>
      <span class="icon"><Icon of={chevronRight} turns /></span>
    </a>
  )
}
