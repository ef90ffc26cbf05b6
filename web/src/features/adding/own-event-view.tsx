import './adding.css'
import { useState } from 'preact/hooks'
import fileUp from 'lucide:file-up'
import share from 'lucide:share'
import trash from 'lucide:trash-2'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { go, link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import type { EventFacts } from '../programme/programme.ts'
import { findEvent } from '../programme/joining.ts'
import { events } from '../programme/programmes.ts'
import { Day, Zone } from './fields.tsx'
import { correctEvent, deleteEvent, goesWith, inviteTo } from './own-events.ts'

const said = words.adding.own

/** One's own event: a newer file, its facts, an invitation, its end. */
export function OwnEvent({ parts }: { parts: string[] }) {
  const slug = parts[0] ?? ''
  const event = events.value.find((known) => known.slug === slug)
  const up = { label: words.programme.title, fallback: link('programme') }
  if (!event?.mine) {
    return (
      <Screen title={said.title} up={up}>
        <Empty title={said.notYours.title} act={<Button href={link('programme', slug)}>{said.notYours.act}</Button>}>{said.notYours.body}</Empty>
      </Screen>
    )
  }
  return (
    <Screen title={event.name} up={up}>
      <div class="add">
        <h1 class="title" tabIndex={-1}>{event.name}</h1>
        <p class="add-lead">{words.adding.join.line(event)}<br />{said.private}</p>
        <Acts event={event} />
        <Part title={said.rename} />
        <Facts key={slug} event={event} />
        <End event={event} />
      </div>
    </Screen>
  )
}

function Acts({ event }: { event: EventFacts }) {
  const invite = async (): Promise<void> => {
    const url = inviteTo(event.slug)
    try {
      if (navigator.share) await navigator.share({ title: event.name, url })
      else {
        await navigator.clipboard.writeText(url)
        toast(said.copied)
      }
    } catch { /* they closed the phone's own sheet */ }
  }
  return (
    <div class="list">
      <a class="fact" href={link('add', event.slug)}><Icon of={fileUp} /><span class="b"><b>{said.newer}</b><small>{said.newerHint}</small></span></a>
      <button class="fact" type="button" onClick={invite}><Icon of={share} /><span class="b"><b>{said.invite}</b><small>{said.inviteHint}</small></span></button>
    </div>
  )
}

function Facts({ event }: { event: EventFacts }) {
  const [facts, setFacts] = useState({ name: event.name, place: event.place ?? '', timezone: event.timezone, starts_on: event.starts_on, ends_on: event.ends_on })
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<typeof facts>): void => { setRefused(undefined); setFacts({ ...facts, ...change }) }
  const save = async (submitted: SubmitEvent): Promise<void> => {
    submitted.preventDefault()
    setBusy(true)
    const outcome = await correctEvent(event.slug, facts)
    setBusy(false)
    if (outcome.kind === 'done') toast(said.saved)
    else setRefused(outcome.detail)
  }
  const { preview } = words.adding
  return (
    <form class="add-fields" onSubmit={save}>
      <Field label={preview.name} value={facts.name} maxLength={200} error={refused} onInput={(name) => set({ name })} />
      <Field label={preview.place} aside={preview.optional} value={facts.place} maxLength={200} onInput={(place) => set({ place })} />
      <div class="add-two">
        <Day label={preview.first} value={facts.starts_on} onChange={(day) => set({ starts_on: day })} />
        <Day label={preview.last} value={facts.ends_on} onChange={(day) => set({ ends_on: day })} />
      </div>
      <Zone label={preview.zone} value={facts.timezone} hint={said.zoneHint} onChange={(timezone) => set({ timezone })} />
      <Button submit full look="soft" disabled={busy}>{said.save}</Button>
    </form>
  )
}

/** Asks first, and says what goes and what stays. */
function End({ event }: { event: EventFacts }) {
  const [asking, setAsking] = useState(false)
  const [others, setOthers] = useState(0)
  const [refused, setRefused] = useState<string>()
  const ask = async (): Promise<void> => {
    const found = await findEvent(event.slug)
    setRefused(found.kind === 'unreachable' ? said.unreachable : undefined)
    if (found.kind === 'unreachable') return
    setOthers(found.kind === 'found' ? found.event.others ?? 0 : 0)
    setAsking(true)
  }
  const remove = async (): Promise<void> => {
    const outcome = await deleteEvent(event.slug)
    setAsking(false)
    if (outcome.kind === 'refused') return setRefused(outcome.detail)
    toast(said.deleted)
    go(link('today'), { replace: true })
  }
  return (
    <div class="stack add-acts">
      {refused && <p class="add-refused" role="alert">{refused}</p>}
      <Button full look="bad" icon={trash} onClick={ask}>{said.delete}</Button>
      {asking && (
        <Sheet title={said.deleteTitle(event.name)} onClose={() => setAsking(false)}>
          <p>{said.goes(goesWith(event.slug))} {said.stays}</p>
          {others > 0 && <p>{said.others(others)}</p>}
          <div class="stack">
            <Button full look="bad" onClick={remove}>{said.yes}</Button>
            <Button full look="line" onClick={() => setAsking(false)}>{said.no}</Button>
          </div>
        </Sheet>
      )}
    </div>
  )
}
