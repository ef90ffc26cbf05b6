import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import history from 'lucide:history'
import { Icon } from '../../ui/icon.tsx'
import { windowHeight } from '../../ui/layout.ts'
import { Windowed } from '../../ui/windowed.tsx'
import { shownTime } from '../../ui/zone.ts'
import * as words from '../../words/index.ts'
import type { Timed } from './agenda.ts'
import { type Block, blocksNow, blocksOf } from './listing.ts'
import type { Item, Programme } from './programme.ts'
import { SessionRow } from './session-row.tsx'

interface ListProps {
  programme: Programme
  items: Item[]
  going: readonly Timed[]
  current?: string
}

const ROW_HEIGHT = 78
/** The head of a block, and what stands above the first, at least. */
const HEAD_HEIGHT = 40
const ABOVE_HEIGHT = 160
/** Fewer together than elsewhere, so that little more is drawn at first than is seen. */
const CHUNK = 4

interface BlocksProps extends ListProps {
  /** What stands here where there is none. */
  empty: ComponentChildren
  /** What has ended by then waits behind a button. */
  since?: Date
  /** What is on and what comes, instead of heads by time. */
  now?: Date
}

/** Sessions under the times they start at. */
export function Blocks({ empty, since, now, ...list }: BlocksProps) {
  const [all, setAll] = useState(false)
  if (list.items.length === 0) return <>{empty}</>
  const blocks = now ? blocksNow(list.items, now) : blocksOf(list.programme, list.items)
  const over = all || !since ? [] : blocks.filter((block) => block.items.every((item) => item.end <= since))
  const shown = over.length === blocks.length ? blocks : blocks.filter((block) => !over.includes(block))
  const atOnce = rowsAtOnce(shown)
  const hidden = blocks.length > shown.length ? over.reduce((sum, block) => sum + block.items.length, 0) : 0
  return (
    <>
      {hidden > 0 && <button class="earlier" type="button" onClick={() => setAll(true)}><Icon of={history} size="s" />{words.programme.earlier(hidden)}</button>}
      {shown.map((block, index) => <TimeBlock key={block.key} block={block} {...list} first={atOnce[index] ?? 0} />)}
    </>
  )
}

/** How many rows of each block fill the first screen: these are drawn before anything is measured, the others after. */
function rowsAtOnce(blocks: Block[]): number[] {
  let room = windowHeight() - ABOVE_HEIGHT
  return blocks.map(({ items }) => {
    const rows = Math.max(0, Math.min(items.length, Math.ceil(room / ROW_HEIGHT)))
    room -= items.length * ROW_HEIGHT + HEAD_HEIGHT
    return rows
  })
}

function TimeBlock({ block, programme, going, current, first }: ListProps & { block: Block; first: number }) {
  const zone = programme.event.timezone
  const kind = block.items.every((item) => item.kind === block.items[0]?.kind) ? block.items[0]?.kind ?? 'other' : 'other'
  return (
    <section class="block" data-block={block.key}>
      <h2>
        {block.when ? words.programme.when[block.when] : <time dateTime={block.start.toISOString()}>{shownTime(block.start, zone)}</time>}
        {block.posters ? <small>{block.posters.title}</small> : block.end && <small class="num">{words.programme.until(shownTime(block.end, zone))}</small>}
        <small class="r">{words.programme.counted[kind](block.items.length)}</small>
      </h2>
      <div class="list">
        <Windowed items={block.items} height={ROW_HEIGHT} chunk={CHUNK} first={first}>
          {(item) => <SessionRow key={item.id} programme={programme} item={item} going={going} {...(block.when ? { timed: true } : { ends: !block.end })} current={item.id === current} />}
        </Windowed>
      </div>
    </section>
  )
}
