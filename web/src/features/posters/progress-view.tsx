import circleCheck from 'lucide:circle-check'
import { Notice } from '../../ui/empty.tsx'
import { link } from '../../ui/router.ts'
import * as words from '../../words/index.ts'
import { VisitTick } from '../programme/poster-parts.tsx'
import type { Item, Programme } from '../programme/programme.ts'
import type { Marks, Next } from './walks.ts'

interface ProgressProps {
  programme: Programme
  walk: Item[]
  marks: Marks
  next: Next | undefined
}

const text = words.posters

/** How far the walk is, and the board to go to. */
export function Progress({ programme, walk, marks, next }: ProgressProps) {
  const { slug } = programme.event
  const visited = walk.filter(({ id }) => marks.visitedAt(id)).length
  const share = Math.round((visited / walk.length) * 100)
  return (
    <>
      {next
        ? (
          <div class="plate next-board">
            <b>{next.poster.board ?? text.noBoard}</b>
            <p><span class="kick">{next.again ? text.again : text.next}</span><a href={link('programme', slug, next.poster.id)}>{next.poster.title}</a></p>
            <VisitTick slug={slug} item={next.poster} />
          </div>
        )
        : <Notice icon={circleCheck} title={text.done.title}>{text.done.body(walk.length)}</Notice>}
      <div class="walked">
        <p class="num" role="status">{text.progress(visited, walk.length)}</p>
        <div class="bar" role="progressbar" aria-label={text.walk} aria-valuenow={share}><i style={{ inlineSize: `${share}%` }} /></div>
      </div>
    </>
  )
}
