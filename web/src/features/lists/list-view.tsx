import './lists.css'
import type { ComponentType } from 'preact'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import calendarPlus from 'lucide:calendar-plus'
import { view } from '../../platform/view.ts'
import { Button, Tag } from '../../ui/controls.tsx'
import { Empty, Notice } from '../../ui/empty.tsx'
import { link, route } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { shownTime } from '../../ui/zone.ts'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { planOf } from '../programme/agenda.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { absent, chooseEvent, currentEvent, needProgramme, programmeOf } from '../programme/programmes.ts'
import { Marks, Save } from '../programme/session-row.tsx'
import { decodeList } from './list-codec.ts'
import { ShareList } from './share-view.tsx'
import { addable, cleaned, itemsOf, planAll } from './shared-lists.ts'

const said = words.lists

/** `#/list` shares mine; `#/list/<event>/<sessions>` shows somebody's. */
export const List: ComponentType<{ parts: string[] }> = ({ parts: [slug, sessions] }) =>
  (slug !== undefined ? <SharedList key={`${slug}/${sessions}`} slug={slug} sessions={sessions ?? ''} /> : <ShareList />)

function SharedList({ slug, sessions }: { slug: string; sessions: string }) {
  useEffect(() => { void needProgramme(slug) }, [slug])
  const ids = decodeList(sessions)
  const programme = programmeOf(slug)
  const from = cleaned(route.value.query.get('from') ?? '')
  const title = from ? said.from(from) : said.shared
  return (
    <Screen title={title} up={{ label: said.back, fallback: link('programme', slug) }}>
      <h1 class="big" tabIndex={-1}>{title}</h1>
      {!ids
        ? <Empty title={said.broken.title} act={<Button href={link('today')}>{said.broken.act}</Button>}>{said.broken.body}</Empty>
        : programme ? <Sessions programme={programme} ids={ids} /> : <Fetching slug={slug} />}
    </Screen>
  )
}

function Fetching({ slug }: { slug: string }) {
  const missing = absent.value.has(slug)
  const text = missing ? said.absent : words.programme.fetching
  return <Empty title={text.title} ghosts={3} act={missing && <Button onClick={() => void needProgramme(slug)}>{said.absent.act}</Button>}>{text.body}</Empty>
}

function Sessions({ programme, ids }: { programme: Programme; ids: string[] }) {
  const { slug, name, short_name } = programme.event
  const busy = useSignal(false)
  const { items, left } = itemsOf(programme, ids)
  const more = addable(slug, items)
  const count = (plan: string): number => items.filter((item) => planOf(slug, item.id) === plan).length
  const [going, interested] = [count('going'), count('interested')]
  const add = async (): Promise<void> => {
    busy.value = true
    const undo = await planAll(slug, more, 'interested')
    busy.value = false
    toast(said.added(more.length), undo)
  }
  const days = [...new Set(items.map((item) => item.day))]
  return (
    <>
      <p class="meta">{said.of(short_name ?? name, items.length)} {going + interested > 0 && said.mine(going, interested)}</p>
      <ZoneNote zone={programme.event.timezone} quiet />
      {currentEvent.value !== slug && <Join slug={slug} name={short_name ?? name} />}
      <div class="stack list-add">
        {more.length > 0
          ? <Button full icon={calendarPlus} disabled={busy.value} onClick={add}>{said.add(more.length)}</Button>
          : items.length > 0 && <p class="meta">{said.allThere}</p>}
      </div>
      {left > 0 && <p class="meta list-left">{said.left(left)}</p>}
      {days.map((day) => (
        <section key={day}>
          <Part title={mediumDay(new Date(`${day}T12:00Z`), 'UTC')} />
          <div class="list">{items.filter((item) => item.day === day).map((item) => <Row key={item.id} programme={programme} item={item} />)}</div>
        </section>
      ))}
    </>
  )
}

function Join({ slug, name }: { slug: string; name: string }) {
  const join = async (): Promise<void> => {
    await chooseEvent(slug)
    toast(said.joined)
  }
  const acts = view.value.get('event', slug) ? undefined : <Button small look="soft" onClick={join}>{said.join(name)}</Button>
  return acts ? <Notice icon={calendarPlus} title={said.joinHint} acts={acts} /> : null
}

function Row({ programme, item }: { programme: Programme; item: Item }) {
  const { slug, timezone } = programme.event
  const plan = planOf(slug, item.id)
  const facts = [`${shownTime(item.start, timezone)} ${words.programme.until(shownTime(item.end, timezone))}`, item.board, item.rooms.map((room) => room.name).join(', '), item.people[0]?.name]
  return (
    <article class={item.cancelled ? 'row open off' : 'row open'} style={item.track ? { '--c': item.track.colour } : undefined}>
      <div class="b">
        <h3><a href={link('programme', slug, item.id)}>{item.title}</a></h3>
        <p class="num">{facts.filter(Boolean).join(' · ')}</p>
        {plan && <Tag tone="good">{plan === 'going' ? said.goingToo : said.interestedToo}</Tag>}
        <Marks slug={slug} item={item} going={[]} zone={timezone} />
      </div>
      <Save slug={slug} item={item} />
    </article>
  )
}
