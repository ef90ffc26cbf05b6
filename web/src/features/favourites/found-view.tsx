import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import check from 'lucide:check'
import { arrows, Button, Segments } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { shownTime, shownZone } from '../../ui/zone.ts'
import { shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import type { Plan } from '../programme/agenda.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { planAll } from '../lists/shared-lists.ts'
import { type Found as Entry, type Report, sorted } from './favourites.ts'

const said = words.favourites

interface FoundProps {
  programme: Programme
  report: Report
  onAgain: () => unknown
}

/** What a list names: ticked where it is certain, asked where it is not, and the rest said. */
export function Found({ programme, report, onAgain }: FoundProps) {
  const { slug } = programme.event
  // As it was when it was found: adding moves nothing about on the screen.
  const shown = useMemo(() => sorted(programme, report), [report])
  const ticked = useSignal(new Set(report.whole ? [] : shown.found.map(({ item }) => item.id)))
  const chosen = useSignal(new Map<string, string>())
  const plan = useSignal<Plan>('interested')
  const added = useSignal<number | undefined>(undefined)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const wanted = [...new Set([...ticked.value, ...chosen.value.values()])].flatMap((id) => programme.byId.get(id) ?? [])
  const toggle = (id: string): void => {
    const next = new Set(ticked.value)
    if (!next.delete(id)) next.add(id)
    ticked.value = next
  }
  const add = async (): Promise<void> => {
    const undo = await planAll(slug, wanted, plan.value)
    added.value = wanted.length
    toast(said.added(wanted.length), async () => { added.value = undefined; await undo() })
  }
  if (added.value !== undefined) {
    return <Empty title={said.done.title} act={<><Button href={link('plan')}>{said.done.act}</Button><Button look="line" onClick={onAgain}>{said.another}</Button></>}>{said.done.body(added.value)}</Empty>
  }
  const all = shown.found.length > 0 && shown.found.every(({ item }) => ticked.value.has(item.id))
  return (
    <>
      <h2 class="fav-result" ref={heading} tabIndex={-1}>{said.result(shown.found.length + shown.there.length, report.entries.length)}</h2>
      {report.whole && <p class="meta">{said.whole}</p>}
      {shown.found.length > 0 && (
        <>
          <Part title={said.found(shown.found.length)} act={<button type="button" onClick={() => { ticked.value = new Set(all ? [] : shown.found.map(({ item }) => item.id)) }}>{all ? said.allOff : said.all}</button>} />
          <div class="list">{shown.found.map(({ entry, item }) => <Tick key={item.id} programme={programme} entry={entry} item={item} on={ticked.value.has(item.id)} onTick={() => toggle(item.id)} />)}</div>
        </>
      )}
      {shown.unsure.length > 0 && <Part title={said.unsure(shown.unsure.length)} />}
      {shown.unsure.map(({ entry, choices }, index) => (
        <Choose
          key={`${entry.where}/${index}`} programme={programme} entry={entry} choices={choices} value={chosen.value.get(String(index)) ?? ''}
          onChoose={(id) => { const next = new Map(chosen.value); if (id) next.set(String(index), id); else next.delete(String(index)); chosen.value = next }}
        />
      ))}
      {shown.missing.length + shown.gone.length > 0 && (
        <>
          <Part title={said.missing(shown.missing.length + shown.gone.length)} />
          <div class="list">
            {shown.missing.map((entry, index) => <Left key={index} entry={entry} why={said.missingHint} />)}
            {shown.gone.map((entry, index) => <Left key={`gone${index}`} entry={entry} why={said.gone} />)}
          </div>
        </>
      )}
      {shown.there.length > 0 && (
        <>
          <Part title={said.there(shown.there.length)} />
          <div class="list">{shown.there.map(({ item }) => <div key={item.id} class="fact"><Icon of={check} /><span class="b"><b>{item.title}</b><small>{when(programme, item)}</small></span></div>)}</div>
        </>
      )}
      <div class="stack fav-acts">
        <Segments label={said.as} flat choices={[{ value: 'interested' as Plan, label: said.interested }, { value: 'going' as Plan, label: said.going }]} value={plan.value} onChange={(value) => { plan.value = value }} />
        <Button full disabled={wanted.length === 0} onClick={add}>{said.add(wanted.length)}</Button>
        <Button full look="line" onClick={onAgain}>{said.another}</Button>
      </div>
    </>
  )
}

const when = (programme: Programme, item: Item): string => {
  const zone = programme.event.timezone
  return [`${shortDay(item.start, shownZone(zone))}, ${shownTime(item.start, zone)}`, item.board, item.rooms[0]?.name].filter(Boolean).join(' · ')
}

interface TickProps {
  programme: Programme
  entry: Entry
  item: Item
  on: boolean
  onTick: () => unknown
}

function Tick({ programme, entry, item, on, onTick }: TickProps) {
  const same = item.title.toLocaleLowerCase() === entry.words.toLocaleLowerCase()
  return (
    <div class="task">
      <button class="tick" type="button" role="checkbox" aria-checked={on} aria-label={item.title} onClick={onTick}><i>{on && <Icon of={check} size="xs" />}</i></button>
      <div class="b">
        <p class="name">{item.title}</p>
        <p class="num">{when(programme, item)}{entry.by ? ` · ${said.by[entry.by] ?? ''}` : ''}</p>
        {!same && <p>{said.inList(entry.words)}</p>}
      </div>
    </div>
  )
}

interface ChooseProps {
  programme: Programme
  entry: Entry
  choices: Item[]
  value: string
  onChoose: (id: string) => unknown
}

function Choose({ programme, entry, choices, value, onChoose }: ChooseProps) {
  const options = [...choices.map((item) => ({ id: item.id, title: item.title, line: when(programme, item) })), { id: '', title: said.none, line: '' }]
  return (
    <div class="fav-choose">
      <p class="meta">{said.inList(entry.words)}</p>
      <div class="list" role="radiogroup" aria-label={said.inList(entry.words)} onKeyDown={arrows}>
        {options.map((one) => (
          <button key={one.id} class="pick" type="button" role="radio" aria-checked={value === one.id} tabIndex={value === one.id ? 0 : -1} onClick={() => onChoose(one.id)}>
            <i /><span class="b"><b>{one.title}</b>{one.line && <small>{one.line}</small>}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

function Left({ entry, why }: { entry: Entry; why: string }) {
  return <div class="fact"><span class="b"><b>{entry.words}</b><small>{entry.where} · {why}</small></span></div>
}
