import './people.css'
import { useSignal } from '@preact/signals'
import penLine from 'lucide:pencil-line'
import qrCode from 'lucide:qr-code'
import scanLine from 'lucide:scan-line'
import userPlus from 'lucide:user-plus'
import users from 'lucide:users-round'
import { view } from '../../platform/view.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/controls.tsx'
import { Empty, Notice } from '../../ui/empty.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { wide } from '../../ui/layout.ts'
import { now } from '../../ui/now.ts'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { clockTime, dateKey, longDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { useMetProgrammes } from '../followups/met-programmes-view.tsx'
import { type Contact, contactFor, contacts } from '../contacts/contacts.ts'
import { lastMet, whereOf } from '../contacts/meeting-words.ts'
import { PeopleSegments } from '../followups/people-segments.tsx'
import { PersonPage, PersonParts } from './person-view.tsx'

const text = words.people

/** Everyone met, newest first; beside the list or in its place one of them. */
export function People({ parts }: { parts: string[] }) {
  useMetProgrammes()
  const id = parts[0]
  const contact = id === undefined ? undefined : contactFor(id)
  if (id !== undefined && !contact) return <Gone />
  if (contact && !wide.value) return <PersonPage key={contact.id} contact={contact} />
  return <Everyone chosen={contact} />
}

function Gone() {
  return (
    <Screen title={text.gone.title} up={{ label: text.title, fallback: link('people') }}>
      <h1 class="title" tabIndex={-1}>{text.gone.title}</h1>
      <p class="meta">{text.gone.body}</p>
      <div class="stack"><Button href={link('people')}>{text.gone.act}</Button></div>
    </Screen>
  )
}

let lastTyped = ''

function Everyone({ chosen }: { chosen: Contact | undefined }) {
  const typed = useSignal(lastTyped)
  const search = (value: string): void => { lastTyped = typed.value = value }
  const all = [...contacts.value.values()].sort((one, other) => lastMet(other).getTime() - lastMet(one).getTime())
  const asks = view.value.all('ask').length
  const found = all.filter((contact) => matches(contact, typed.value))
  const pane = wide.value && all.length > 0 ? chosen ? <PersonParts key={chosen.id} contact={chosen} /> : <p class="hint">{text.pick}</p> : undefined
  return (
    <Screen
      title={text.title} over={all.length > 0 ? text.count(all.length) : undefined}
      side={<><SyncChip /><IconButton icon={userPlus} label={text.byHand} href={`${link('scan')}?by=hand`} /></>}
      tools={<><PeopleSegments chosen="people" />{all.length > 0 && <div class="find-people"><SearchField label={text.search} placeholder={text.placeholder} value={typed.value} onInput={search} /></div>}</>}
      pane={pane}
    >
      {asks > 0 && <Notice icon={users} title={text.requests(asks)} acts={<a class="txt" href={link('card', 'shared')}>{text.open}</a>}>{text.requestsHint}</Notice>}
      {all.length === 0 ? <NoOne /> : found.length > 0 ? <Days people={found} chosen={chosen?.id} /> : (
        <Empty title={text.noneFound.title} act={<Button look="soft" onClick={() => search('')}>{text.noneFound.act}</Button>}>{text.noneFound.body}</Empty>
      )}
      {typed.value !== '' && <p class="vh" role="status">{text.found(found.length)}</p>}
    </Screen>
  )
}

const folded = (words: string): string => words.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Every word that was typed begins a word of what is known of them. */
function matches(contact: Contact, typed: string): boolean {
  const wanted = folded(typed).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return true
  const { name, headline, institution, tags, notes, encounters } = contact
  const known = folded([name, headline, institution, ...tags, ...notes.map((note) => note.text), ...encounters.flatMap((met) => [met.topic, met.promise, whereOf(met).what])].join(' '))
  return wanted.every((word) => known.startsWith(word) || known.includes(` ${word}`))
}

function Days({ people, chosen }: { people: Contact[]; chosen: string | undefined }) {
  const groups = new Map<string, Contact[]>()
  for (const contact of people) {
    const day = dateKey(lastMet(contact))
    groups.set(day, [...(groups.get(day) ?? []), contact])
  }
  return <>{[...groups].map(([day, met]) => (
    <section key={day} aria-label={dayName(day)}>
      <Part title={dayName(day)} act={<span class="num">{met.length}</span>} />
      <div class="list">{met.map((contact) => <PersonRow key={contact.id} contact={contact} chosen={contact.id === chosen} />)}</div>
    </section>
  ))}</>
}

function dayName(day: string): string {
  const moment = new Date(`${day}T12:00Z`)
  const days = (Date.parse(dateKey(now.value)) - Date.parse(day)) / 86_400_000
  return days === 0 ? text.today : days === 1 ? text.yesterday : longDay(moment, 'UTC')
}

function PersonRow({ contact, chosen }: { contact: Contact; chosen: boolean }) {
  const met = contact.encounters.at(-1)
  const where = met && whereOf(met)
  return (
    <a class="person" href={link('people', contact.id)} aria-current={chosen ? 'true' : undefined}>
      <Avatar name={contact.name} />
      <div class="b">
        <h3>{contact.name || text.noName}</h3>
        <p>{[contact.institution, where?.what].filter(Boolean).join(' · ')}</p>
      </div>
      {met && <time dateTime={met.at}>{clockTime(new Date(met.at), where?.zone)}</time>}
    </a>
  )
}

function NoOne() {
  const said = text.empty
  const act = (
    <>
      <Button href={link('scan')} icon={scanLine}>{said.scan}</Button>
      <Button look="soft" href={link('card')} icon={qrCode}>{said.card}</Button>
      <div class="list">
        <a class="fact" href={`${link('scan')}?by=hand`}><Icon of={penLine} /><span class="b"><b>{said.byHand}</b><small>{said.byHandHint}</small></span></a>
      </div>
    </>
  )
  return <Empty title={said.title} ghosts={3} act={act}>{said.body}</Empty>
}
