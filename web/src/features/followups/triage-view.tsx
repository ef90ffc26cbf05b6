import { useSignal } from '@preact/signals'
import arrowLeft from 'lucide:arrow-left'
import arrowRight from 'lucide:arrow-right'
import arrowUp from 'lucide:arrow-up'
import flame from 'lucide:flame'
import plus from 'lucide:plus'
import send from 'lucide:send'
import swapped from 'lucide:arrow-left-right'
import undoShape from 'lucide:undo-2'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton, Tag } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { say } from '../../ui/toast.tsx'
import { clockTime, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { type Contact, contacts } from '../contacts/contacts.ts'
import { whereOf } from '../contacts/meeting-words.ts'
import { catalogue } from './catalogue.ts'
import { decide, fillIn } from './messages.ts'
import { everyFollowUp, type FollowUp, type Triage as Decision, undecided, unwritten } from './owed.ts'
import { promised } from './variables.ts'

const text = words.followups.triage
const SECONDS_EACH = 4

/** One person at a time, with what brings a face back: write, keep, or let go. */
export function Triage() {
  // The order is settled when one sits down: what is decided does not shuffle the rest.
  const order = useMemo(() => undecided.value.map(({ id }) => id), [])
  const done = useSignal<string[]>([])
  const said = useSignal('')
  const waitingNow = (): FollowUp[] => order.filter((id) => !done.value.includes(id))
    .flatMap((id) => everyFollowUp.value.find((each) => each.id === id) ?? [])
  const waiting = waitingNow()
  const current = waiting[0]
  // One after the other: a quick second press is about the next person, not the same one again.
  const turn = useRef<Promise<void>>(Promise.resolve())
  const inTurn = (act: () => Promise<void>): Promise<void> => (turn.current = turn.current.then(act))
  const undo = (): Promise<void> => inTurn(async () => {
    const id = done.value.at(-1)
    const last = everyFollowUp.value.find((each) => each.id === id)
    if (!last) return
    await decide(last, null)
    done.value = done.value.slice(0, -1)
    said.value = ''
    say(text.undone(last.contact.name || words.people.noName))
  })
  const settle = (choice: Decision): Promise<void> => inTurn(async () => {
    const next = waitingNow()[0]
    if (!next) return
    await decide(next, choice)
    done.value = [...done.value, next.id]
    said.value = text.decided[choice](next.contact.name || words.people.noName)
    say(said.value)
  })
  useKeys(settle, undo)
  const [place, all] = [done.value.length, order.length]
  return (
    <Screen
      title={text.title} up={{ label: words.followups.title, fallback: link('follow-up') }}
      acts={done.value.length > 0 && <IconButton icon={undoShape} label={text.undo} onClick={undo} />}
      foot={(current || said.value) && <>{said.value && <p class="decided"><span>{said.value}</span><button class="txt" type="button" onClick={() => void undo()}>{words.ui.undo}</button></p>}{current && <Choices settle={settle} />}</>}
    >
      <h1 class="title" tabIndex={-1}>{text.title}</h1>
      {current
        ? (
          <>
            <div class="steps">
              <p><span class="num">{words.followups.of(Math.min(place + 1, all), all)}</span><span>{words.followups.left(Math.round(((all - place) * SECONDS_EACH) / 60))}</span></p>
              <progress aria-label={text.progress} max={all} value={place} />
            </div>
            <Face key={current.id} owed={current} last={waiting.length === 1} />
          </>
        )
        : <Finished />}
    </Screen>
  )
}

function Choices({ settle }: { settle: (choice: Decision) => Promise<void> }) {
  return (
    <div class="three">
      <button class="btn line" type="button" onClick={() => void settle('let_go')}><Icon of={arrowLeft} turns /><span>{text.letGo} <kbd aria-hidden="true">X</kbd></span></button>
      <button class="btn line" type="button" onClick={() => void settle('kept')}><Icon of={arrowUp} /><span>{text.keep} <kbd aria-hidden="true">K</kbd></span></button>
      <button class="btn" type="button" onClick={() => void settle('follow_up')}><Icon of={arrowRight} turns /><span>{text.write} <kbd aria-hidden="true">W</kbd></span></button>
    </div>
  )
}

const KEYS: Record<string, Decision> = {
  ArrowRight: 'follow_up', w: 'follow_up', ArrowUp: 'kept', k: 'kept', ArrowLeft: 'let_go', x: 'let_go',
}

function useKeys(settle: (choice: Decision) => Promise<void>, undo: () => Promise<void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      const choice = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (choice) void settle(choice)
      else if (event.key.toLowerCase() === 'z') void undo()
      else if (event.key.toLowerCase() === 't') document.querySelector<HTMLElement>('[data-word]')?.click()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}

function Face({ owed, last }: { owed: FollowUp; last: boolean }) {
  const { contact, meeting } = owed
  const where = whereOf({ event: meeting.event, session: meeting.session, place: meeting.fields['place'] } as Parameters<typeof whereOf>[0])
  const name = contact.name || words.people.noName
  const thing = promised(catalogue, meeting.fields['promise'] ?? '')
  const notes = contact.notes.filter((note) => note.text)
  return (
    <article class={last ? 'tri' : 'tri more'}>
      <header class="id">
        <Avatar name={contact.name} size="m" />
        <div class="b"><h2>{name}</h2><p>{[contact.headline, contact.institution].filter(Boolean).join(', ')}</p></div>
      </header>
      {(contact.hot || owed.promise) && (
        <div class="tags">
          {contact.hot && <Tag icon={flame}>{text.hot}</Tag>}
          {owed.promise && <Tag tone="good" icon={send}>{text.youSend(thing)}</Tag>}
        </div>
      )}
      <h3>{text.where}</h3>
      <p class="place">{where.what}</p>
      <p class="meta">{[where.rooms, `${mediumDay(meeting.at, where.zone)}, ${clockTime(meeting.at, where.zone)}`].filter(Boolean).join(' · ')}</p>
      <Trace contact={contact} at={meeting.at} zone={where.zone} />
      <h3>{text.note}</h3>
      {notes.length > 0 ? notes.map((note) => <p key={note.id} class="quote">{note.text}</p>) : <p class="meta">{meeting.fields['topic'] ? words.people.talkedAbout(meeting.fields['topic']) : text.noNote}</p>}
      <Word owed={owed} />
      {contact.mutual && <p class="meta too"><Icon of={swapped} size="s" />{text.hasCard(name)}</p>}
    </article>
  )
}

/** Who was met just before and just after: faces come back in the order of the day. */
function Trace({ contact, at, zone }: { contact: Contact; at: Date; zone: string | undefined }) {
  const met = [...contacts.value.values()].flatMap((each) => each.encounters.map((one) => ({ each, at: new Date(one.at) })))
    .sort((one, other) => one.at.getTime() - other.at.getTime())
  const here = met.findIndex((one) => one.each.id === contact.id && one.at.getTime() === at.getTime())
  const near = [met[here - 1], met[here], met[here + 1]]
  if (here < 0 || near.filter(Boolean).length < 2) return null
  return (
    <ol class="trace" aria-label={text.before}>
      {near.map((one, index) => (one
        ? <li key={index} class={index === 1 ? 'on' : ''}><Avatar name={one.each.name} />{one.each.name || words.people.noName}<time>{clockTime(one.at, zone)}</time></li>
        : <li key={index} />))}
    </ol>
  )
}

/** A word while one remembers: what was talked about. */
function Word({ owed }: { owed: FollowUp }) {
  const adding = useSignal(false)
  const word = useSignal(owed.meeting.fields['topic'] ?? '')
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    adding.value = false
    await fillIn(owed, 'n.topic_np', word.value)
  }
  if (!adding.value) {
    return <button class="chip add" type="button" data-word onClick={() => { adding.value = true }}><Icon of={plus} size="xs" />{text.addWord} <kbd aria-hidden="true">T</kbd></button>
  }
  return (
    <form class="btns word" onSubmit={(event) => void keep(event)}>
      <input class="in" aria-label={text.word} placeholder={text.word} value={word.value} maxLength={160} ref={(input) => input?.focus()} onInput={(event) => { word.value = event.currentTarget.value }} />
      <button class="btn soft s fit" type="submit">{text.saveWord}</button>
    </form>
  )
}

function Finished() {
  const first = unwritten.value[0]
  const said = text.finished
  return (
    <Empty title={said.title} act={first ? <Button href={link('follow-up', first.id)}>{said.act}</Button> : <Button href={link('follow-up')}>{words.followups.title}</Button>}>
      {first ? said.body(unwritten.value.length) : said.nothing}
    </Empty>
  )
}
