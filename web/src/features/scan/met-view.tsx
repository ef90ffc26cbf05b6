import { useSignal } from '@preact/signals'
import mapPin from 'lucide:map-pin'
import plus from 'lucide:plus'
import { postAll } from '../../platform/outbox.ts'
import { view } from '../../platform/view.ts'
import { Chip, Chips } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { clockTime } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import type { Contact, Encounter } from '../contacts/contacts.ts'
import { programmeOf } from '../programme/programmes.ts'
import { choicesNow } from './here.ts'
import { topicsOf } from './places.ts'

const text = words.scan

const encounterOf = (id: string): Encounter | undefined => view.value.get<Encounter>('encounter', id)

/** Where and when: filled in, one tap to correct. */
export function Met({ contact, encounter }: { contact: string; encounter: string }) {
  const choosing = useSignal(false)
  const met = encounterOf(encounter)
  if (!met) return null
  const known = met.event ? programmeOf(met.event) : undefined
  const session = met.session ? known?.byId.get(met.session) : undefined
  const title = session ? [session.title, session.board].filter(Boolean).join(', ') : known?.event.name ?? met.event ?? text.nowhere
  const rooms = session?.rooms.map((room) => room.name).join(', ')
  const choices = choicesNow()
  const choose = async (choice: string | null): Promise<void> => {
    choosing.value = false
    const event = known?.event.slug ?? null
    await postAll([['event', event], ['session', choice]].map(([field, value]) => ({ kind: 'encounter.set', body: { contact, encounter, field, value } })))
  }
  const facts = (
    <>
      <Icon of={mapPin} />
      <span class="b"><b>{title}</b><small>{[rooms, text.today(clockTime(new Date(met.at), known?.event.timezone))].filter(Boolean).join(' · ')}</small></span>
    </>
  )
  if (choices.length === 0) return <div class="list"><div class="fact">{facts}</div></div>
  return (
    <div class="list">
      <button class="fact" type="button" aria-expanded={choosing.value} onClick={() => { choosing.value = !choosing.value }}>{facts}<span class="go">{text.change}</span></button>
      {choosing.value && (
        <div role="radiogroup" aria-label={text.where}>
          {choices.map((item) => (
            <button key={item.id} class="pick" type="button" role="radio" aria-checked={item.id === met.session} onClick={() => void choose(item.id)}>
              <i /><span><b>{item.title}</b><small>{item.rooms.map((room) => room.name).join(', ')}</small></span>
            </button>
          ))}
          <button class="pick" type="button" role="radio" aria-checked={!met.session} onClick={() => void choose(null)}><i /><span><b>{text.nowhere}</b></span></button>
        </div>
      )}
    </div>
  )
}

/** A few words of the session, to tap; or one of one's own. The first becomes what was talked about. */
export function Topics({ contact, encounter }: { contact: Contact; encounter: string }) {
  const adding = useSignal(false)
  const own = useSignal('')
  const met = encounterOf(encounter)
  const session = met?.event && met.session ? programmeOf(met.event)?.byId.get(met.session) : undefined
  const offered = [...new Set([...contact.tags, ...(session ? topicsOf(session.title) : [])])]
  const toggle = async (tag: string): Promise<void> => {
    const value = !contact.tags.includes(tag)
    const tags = value ? [...contact.tags, tag] : contact.tags.filter((other) => other !== tag)
    const topic = met?.topic && tags.includes(met.topic) ? met.topic : tags[0]
    await postAll([
      { kind: 'tag.set', body: { contact: contact.id, tag, value } },
      ...(topic === met?.topic ? [] : [{ kind: 'encounter.set', body: { contact: contact.id, encounter, field: 'topic', value: topic ?? null } }]),
    ])
  }
  const add = async (event: Event): Promise<void> => {
    event.preventDefault()
    const tag = own.value.trim()
    adding.value = false
    own.value = ''
    if (tag && !contact.tags.includes(tag)) await toggle(tag)
  }
  return (
    <div>
      <Chips label={text.topics} wrap>
        {offered.map((topic) => <Chip key={topic} pressed={contact.tags.includes(topic)} onClick={() => toggle(topic)}>{topic}</Chip>)}
        {!adding.value && <button class="chip add" type="button" onClick={() => { adding.value = true }}><Icon of={plus} size="xs" />{text.topic}</button>}
      </Chips>
      {adding.value && (
        <form class="btns" onSubmit={(event) => void add(event)}>
          <input class="in" aria-label={text.topicName} placeholder={text.topicName} value={own.value} maxLength={50} autoFocus onInput={(event) => { own.value = event.currentTarget.value }} />
          <button class="btn soft s fit" type="submit">{text.add}</button>
        </form>
      )}
    </div>
  )
}
