import './posters.css'
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { view } from '../../platform/view.ts'
import { Button, Segments } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import { shownTime } from '../../ui/zone.ts'
import { shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { planOf, visitOf } from '../programme/agenda.ts'
import { EventSwitcher } from '../programme/event-switcher.tsx'
import type { Item, Programme } from '../programme/programme.ts'
import { programme as current } from '../programme/programmes.ts'
import { wantsAgain } from '../programme/session-marks.ts'
import { BoardField } from './board-field.tsx'
import { PosterRow } from './poster-row.tsx'
import { Progress } from './progress-view.tsx'
import { areNumbered, type Hall, hallsOf, type Marks, nextOf, postersAt, walkOf } from './walks.ts'

interface Chosen {
  slug: string
  all: boolean
  typed: string
}

/** What was chosen stays while one looks at a poster and comes back. */
let last: Chosen = { slug: '', all: false, typed: '' }
const ROW_HEIGHT = 74
const text = words.posters

/** Poster mode: my walk in the order of the boards, or all of them; any board by its number. */
export function Posters(_: { parts: string[] }) {
  const programme = current.value
  const halls = useMemo(() => (programme ? hallsOf(programme) : []), [programme])
  if (!programme || halls.length === 0) {
    return (
      <Screen title={text.title} over={<EventSwitcher />} side={<SyncChip />}>
        <Empty title={text.none.title} act={<Button href={link('programme')}>{text.none.act}</Button>}>{text.none.body}</Empty>
      </Screen>
    )
  }
  return <Boards key={programme.event.slug} programme={programme} halls={halls} />
}

const marksIn = (slug: string): Marks => ({
  isSaved: (poster) => planOf(slug, poster) !== null,
  visitedAt: (poster) => visitOf(slug, poster),
  wantsAgain: (poster) => wantsAgain(slug, poster),
})

function Boards({ programme, halls }: { programme: Programme; halls: Hall[] }) {
  const { slug } = programme.event
  const posters = useMemo(() => halls.flatMap((hall) => hall.posters), [halls])
  const numbered = useMemo(() => areNumbered(posters), [posters])
  const marks = marksIn(slug)
  const walk = useMemo(() => walkOf(hallsOf(programme, programme.removed), marksIn(slug)), [programme, view.value])
  const mine = walk.flatMap((hall) => hall.posters)
  const chosen = useSignal<Chosen>(last.slug === slug ? last : { slug, all: mine.length === 0, typed: '' })
  const choose = (change: Partial<Chosen>): void => { last = chosen.value = { ...chosen.value, ...change } }
  const { all, typed } = chosen.value
  const views = [{ value: false, label: text.walk, count: mine.length }, { value: true, label: text.all, count: posters.length }]
  const tools = (
    <>
      <BoardField value={typed} example={posters.find(({ board }) => board)?.board} numbered={numbered} onInput={(value) => choose({ typed: value })} />
      {!typed && <Segments label={text.view} choices={views} value={all} onChange={(value) => choose({ all: value })} />}
    </>
  )
  return (
    <Screen title={text.title} over={<EventSwitcher />} side={<SyncChip />} tools={tools}>
      {typed ? <Typed programme={programme} posters={posters} typed={typed} />
        : all ? <Halls key="all" programme={programme} halls={halls} saves />
        : mine.length === 0 ? <Empty title={text.empty.title} act={<Button onClick={() => choose({ all: true })}>{text.empty.act}</Button>}>{text.empty.body}</Empty>
        : <><Progress programme={programme} walk={mine} marks={marks} next={nextOf(mine, marks)} /><Halls key="walk" programme={programme} halls={walk} /></>}
    </Screen>
  )
}

function Typed({ programme, posters, typed }: { programme: Programme; posters: Item[]; typed: string }) {
  const found = postersAt(posters, typed)
  const boards = posters.flatMap(({ board }) => board ?? [])
  if (found.length === 0) return <Empty title={text.unknown(typed)}>{text.range(boards[0] ?? '', boards.at(-1) ?? '')}</Empty>
  return (
    <section class="block">
      <h2><small role="status">{text.counted(found.length)}</small></h2>
      <div class="list boards">{found.map((poster) => <PosterRow key={poster.id} programme={programme} poster={poster} saves />)}</div>
    </section>
  )
}

function Halls({ programme, halls, saves = false }: { programme: Programme; halls: Hall[]; saves?: boolean }) {
  const zone = programme.event.timezone
  return (
    <>
      {halls.map(({ session, posters }, index) => (
        <section key={session?.id ?? ''} class="block">
          <h2>
            {session ? <span>{session.title}</span> : halls.length > 1 && <span>{text.loose}</span>}
            {session && <small class="num">{shortDay(session.start, zone)}, {shownTime(session.start, zone)}</small>}
            <small class="r">{text.counted(posters.length)}</small>
          </h2>
          <div class="list boards">
            <Windowed items={posters} height={ROW_HEIGHT} first={index < 3}>{(poster) => <PosterRow key={poster.id} programme={programme} poster={poster} saves={saves} />}</Windowed>
          </div>
        </section>
      ))}
    </>
  )
}
