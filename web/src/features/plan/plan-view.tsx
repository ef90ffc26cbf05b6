import '../today/today.css'
import './plan.css'
import { useEffect, useMemo, useState } from 'preact/hooks'
import plus from 'lucide:plus'
import printer from 'lucide:printer'
import { view } from '../../platform/view.ts'
import { Button, IconButton, Segments } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { now } from '../../ui/now.ts'
import { go, link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { dateKey, shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { planned } from '../programme/agenda.ts'
import { ownsOf } from '../programme/own-items.ts'
import type { Programme } from '../programme/programme.ts'
import { currentEvent, programme as current } from '../programme/programmes.ts'
import { NeverRow } from './clash-cards.tsx'
import { type Editing, OwnSheet } from './own-sheet.tsx'
import { DayPlan } from './day-plan.tsx'
import { daysOf, neverFits, plannedDay } from './plans.ts'

const ALL = ''
/** The day that was looked at stays while one looks at a session and comes back. */
let last: { slug: string; day?: string } = { slug: '' }

/** Everything one plans at an event: all of it, or a day. `#/plan/own/<id>` opens an own item over it. */
export function Plan({ parts }: { parts: string[] }) {
  const programme = current.value
  if (!programme) return <NoProgramme />
  return <WholePlan key={programme.event.slug} programme={programme} {...(parts[0] === 'own' && parts[1] ? { own: parts[1] } : {})} />
}

function NoProgramme() {
  const text = currentEvent.value ? words.programme.fetching : words.programme.noEvent
  return (
    <Screen title={words.plan.title}>
      <Empty title={text.title} ghosts={3} act={<Button href={link('programme')}>{words.programme.noEvent.act}</Button>}>{text.body}</Empty>
    </Screen>
  )
}

const MINUTE = 60_000

function WholePlan({ programme, own }: { programme: Programme; own?: string }) {
  const { slug, name, timezone } = programme.event
  const seen = view.value
  const minute = Math.floor(now.value.getTime() / MINUTE) * MINUTE
  const days = useMemo(() => daysOf(programme, seen), [programme, seen])
  const today = dateKey(now.value, timezone)
  const [chosen, setChosen] = useState(last.slug === slug ? last.day : undefined)
  const [editing, setEditing] = useState<Editing>()
  useEffect(() => { if (own !== undefined) setEditing({ id: own }) }, [own])
  const wished = chosen ?? (days.includes(today) ? today : ALL)
  const day = days.length > 1 && wished !== ALL && !days.includes(wished) ? ALL : wished
  const shown = day === ALL ? days : [day]
  const plan = useMemo(() => shown.map((one) => plannedDay(programme, one, new Date(minute), seen)), [programme, shown.join(), minute, seen])
  const never = useMemo(() => neverFits(programme, seen), [programme, seen]).filter(({ item }) => shown.includes(item.day))
  const empty = planned(programme, seen).length === 0 && ownsOf(slug, seen).length === 0

  const choose = (wanted: string): void => { last = { slug, day: wanted }; setChosen(wanted) }
  const close = (): void => { setEditing(undefined); if (own !== undefined) go(link('plan'), { replace: true }) }
  const choices = [{ value: ALL, label: words.plan.all }, ...days.map((one) => ({ value: one, label: shortDay(new Date(`${one}T12:00Z`), 'UTC') }))]
  const side = (
    <>
      <IconButton icon={printer} label={words.plan.print} onClick={() => print()} />
      <IconButton icon={plus} label={words.plan.add} onClick={() => setEditing({ day: day === ALL ? (days.find((one) => one >= today) ?? days[0] ?? today) : day })} />
    </>
  )
  const tools = days.length > 1 && <Segments label={words.plan.days} choices={choices} value={day} onChange={choose} />
  return (
    <Screen title={words.plan.title} over={name} side={side} tools={tools}>
      <ZoneNote zone={timezone} quiet />
      {empty && <Empty title={words.plan.empty.title} act={<Button href={link('programme')}>{words.plan.empty.act}</Button>}>{words.plan.empty.body}</Empty>}
      <div class={shown.length > 1 ? 'plandays all' : 'plandays'}>
        {plan.map((one) => <DayPlan key={one.day} programme={programme} plan={one} today={today} onEdit={setEditing} />)}
      </div>
      {never.length > 0 && (
        <section class="never">
          <Part title={words.plan.never.title(never.length)} />
          <div class="list">{never.map((one) => <NeverRow key={one.item.id} programme={programme} never={one} />)}</div>
        </section>
      )}
      {!empty && (
        <div class="stack along">
          <Button look="line" href={link('calendar')}>{words.plan.inMyCalendar}</Button>
          <Button look="line" href={link('list')}>{words.programme.shareList}</Button>
        </div>
      )}
      {editing && <OwnSheet key={editing.id ?? 'new'} programme={programme} editing={editing} onClose={close} />}
    </Screen>
  )
}
