import { useEffect, useState } from 'preact/hooks'
import history from 'lucide:history'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toast.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import { shownTime } from '../../ui/zone.ts'
import * as words from '../../words/index.ts'
import type { Timed } from './agenda.ts'
import { type Block, blocksOf } from './listing.ts'
import type { Item, Programme } from './programme.ts'
import { SessionRow } from './session-row.tsx'

interface ListProps {
  programme: Programme
  items: Item[]
  going: readonly Timed[]
  current?: string
  onClear: () => unknown
}

const ROW_HEIGHT = 78

interface BlocksProps extends ListProps {
  empty: { title: string; body: string; act: string }
  /** What has ended by then waits behind a button. */
  since?: Date
}

/** Sessions under the times they start at. */
export function Blocks({ empty, since, ...list }: BlocksProps) {
  const [all, setAll] = useState(false)
  if (list.items.length === 0) return <Empty title={empty.title} act={<Button look="soft" onClick={list.onClear}>{empty.act}</Button>}>{empty.body}</Empty>
  const blocks = blocksOf(list.programme, list.items)
  const over = all || !since ? [] : blocks.filter((block) => block.items.every((item) => item.end <= since))
  const shown = over.length === blocks.length ? blocks : blocks.filter((block) => !over.includes(block))
  const hidden = blocks.length > shown.length ? over.reduce((sum, block) => sum + block.items.length, 0) : 0
  return (
    <>
      {hidden > 0 && <button class="earlier" type="button" onClick={() => setAll(true)}><Icon of={history} size="s" />{words.programme.earlier(hidden)}</button>}
      {shown.map((block, index) => <TimeBlock key={block.key} block={block} {...list} first={index < 4} />)}
    </>
  )
}

function TimeBlock({ block, programme, going, current, first }: ListProps & { block: Block; first: boolean }) {
  const zone = programme.event.timezone
  const kind = block.items.every((item) => item.kind === block.items[0]?.kind) ? block.items[0]?.kind ?? 'other' : 'other'
  return (
    <section class="block">
      <h2>
        <time dateTime={block.start.toISOString()}>{shownTime(block.start, zone)}</time>
        {block.posters ? <small>{block.posters.title}</small> : block.end && <small class="num">{words.programme.until(shownTime(block.end, zone))}</small>}
        <small class="r">{words.programme.counted[kind](block.items.length)}</small>
      </h2>
      <div class="list">
        <Windowed items={block.items} height={ROW_HEIGHT} first={first}>
          {(item) => <SessionRow key={item.id} programme={programme} item={item} going={going} ends={!block.end} current={item.id === current} />}
        </Windowed>
      </div>
    </section>
  )
}

/** What was searched for, the best first, whatever its day. */
export function Results({ programme, items, going, current, onClear }: ListProps) {
  useEffect(() => { say(items.length > 0 ? words.programme.found(items.length) : words.programme.noneFound.title) }, [items.length])
  const none = words.programme.noneFound
  if (items.length === 0) return <Empty title={none.title} act={<Button look="soft" onClick={onClear}>{none.act}</Button>}>{none.body}</Empty>
  return (
    <section class="block">
      <h2><small>{words.programme.found(items.length)}</small></h2>
      <div class="list">
        <Windowed items={items} height={ROW_HEIGHT} first>
          {(item) => <SessionRow key={item.id} programme={programme} item={item} going={going} dated current={item.id === current} />}
        </Windowed>
      </div>
    </section>
  )
}
