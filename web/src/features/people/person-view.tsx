import { useSignal } from '@preact/signals'
import badgeCheck from 'lucide:badge-check'
import download from 'lucide:download'
import flame from 'lucide:flame'
import globe from 'lucide:globe'
import mail from 'lucide:mail'
import pencil from 'lucide:pencil'
import penLine from 'lucide:pencil-line'
import phone from 'lucide:phone'
import { post } from '../../platform/outbox.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip, Chips, IconButton } from '../../ui/controls.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { clockTime } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { promises } from '../followups/due.ts'
import { everyFollowUp } from '../followups/owed.ts'
import { PromiseRow } from '../followups/queue-view.tsx'
import type { Contact } from '../contacts/contacts.ts'
import { DetailsSheet } from './details-sheet.tsx'
import { whenShort, whereOf } from '../contacts/meeting-words.ts'
import { Notes } from './notes-view.tsx'
import { saveContactFile } from './contact-file.ts'
import { Ends, Holds, Messages } from './person-end-view.tsx'

const text = words.people

/** One person on a phone: a page under People. */
export function PersonPage({ contact }: { contact: Contact }) {
  return (
    <Screen title={contact.name || text.noName} up={{ label: text.title, fallback: link('people') }} acts={<Acts contact={contact} />}>
      <PersonParts contact={contact} plain />
    </Screen>
  )
}

function Acts({ contact }: { contact: Contact }) {
  const editing = useSignal(false)
  return (
    <>
      <span class={contact.hot ? 'is-hot' : ''}><IconButton icon={flame} label={text.hot} pressed={contact.hot} onClick={() => post('contact.set', { contact: contact.id, field: 'hot', value: !contact.hot })} /></span>
      <IconButton icon={pencil} label={text.edit} onClick={() => { editing.value = true }} />
      {editing.value && <DetailsSheet contact={contact} onClose={() => { editing.value = false }} />}
    </>
  )
}

/** Everything about one person, in the order one needs it. */
export function PersonParts({ contact, plain = false }: { contact: Contact; plain?: boolean }) {
  const mine = promises.value.filter((each) => each.contact.id === contact.id)
  return (
    <>
      <header class="id who">
        <Avatar name={contact.name} size="l" />
        <div class="b">
          {plain ? <h1 tabIndex={-1}><Named contact={contact} /></h1> : <h2 tabIndex={-1} data-heading><Named contact={contact} /></h2>}
          {contact.headline && <p>{contact.headline}</p>}
          {contact.institution && <p>{contact.institution}</p>}
          <p class="meta">{text.standing[contact.standing]}</p>
        </div>
        {!plain && <Acts contact={contact} />}
      </header>
      <Reach contact={contact} />
      <Relationship contact={contact} />
      {mine.length > 0 && (
        <>
          <Part title={text.promises} />
          <div class="list">{mine.map((each) => <PromiseRow key={each.id} owed={each} from={text.from(whereOf({ event: each.meeting.event, session: each.meeting.session } as Parameters<typeof whereOf>[0]).what)} />)}</div>
        </>
      )}
      <Encounters contact={contact} />
      <Notes contact={contact} />
      <Messages contact={contact} />
      <Holds contact={contact} />
      <Ends contact={contact} />
    </>
  )
}

function Named({ contact }: { contact: Contact }) {
  const known = contact.row['verified'] === 'yes' || contact.mutual
  return <>{contact.name || text.noName}{known && <><Icon of={badgeCheck} /><span class="vh">, {text.verified}</span></>}</>
}

function Reach({ contact }: { contact: Contact }) {
  const owed = everyFollowUp.value.find((each) => each.contact.id === contact.id)
  const save = (): void => {
    saveContactFile(contact)
    toast(text.saved)
  }
  return (
    <nav class="acts" aria-label={text.reach(contact.name || text.noName)}>
      {owed && <Way icon={penLine} href={link('follow-up', owed.id)}>{text.write}</Way>}
      {contact.email && <Way icon={mail} href={`mailto:${encodeURI(contact.email)}`}>{text.mail}</Way>}
      {contact.phone && <Way icon={phone} href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{text.call}</Way>}
      {/^https?:\/\//.test(contact.link) && <Way icon={globe} href={contact.link} outside>{text.page}</Way>}
      <button type="button" onClick={save}><Icon of={download} />{text.save}</button>
    </nav>
  )
}

function Way({ icon, href, outside, children }: { icon: Shapes; href: string; outside?: boolean; children: string }) {
  return <a href={href} {...(outside ? { target: '_blank', rel: 'noopener noreferrer' } : {})}><Icon of={icon} />{children}</a>
}

function Relationship({ contact }: { contact: Contact }) {
  const role = contact.row['role']
  const set = (value: string): Promise<unknown> => post('contact.set', { contact: contact.id, field: 'role', value: role === value ? null : value })
  return (
    <>
      <div class="roles">
        <Chips label={text.role} wrap>
          {Object.entries(text.roles).map(([value, label]) => <Chip key={value} pressed={role === value} onClick={() => set(value)}>{label}</Chip>)}
        </Chips>
      </div>
      {contact.tags.length > 0 && (
        <div class="roles">
          <Chips label={text.topics} wrap>
            {contact.tags.map((tag) => <Chip key={tag} pressed onClick={() => post('tag.set', { contact: contact.id, tag, value: false })}>{tag}</Chip>)}
          </Chips>
        </div>
      )}
    </>
  )
}

function Encounters({ contact }: { contact: Contact }) {
  if (contact.encounters.length === 0) return null
  return (
    <>
      <Part title={text.encounters} />
      <ol class="list tl">
        {contact.encounters.toReversed().map((met, index) => {
          const where = whereOf(met)
          const at = new Date(met.at)
          const said = contact.notes.filter((note) => note.encounter === met.id && note.text)
          return (
            <li key={met.id} class={index === 0 ? 'on' : ''}>
              <h3>{where.what}<time dateTime={met.at}>{[...new Set([whenShort(at, where.zone), clockTime(at, where.zone)])].join(' ')}</time></h3>
              <p>{[where.event === where.what ? '' : where.event, where.rooms].filter(Boolean).join(' · ')}</p>
              {met.topic && <p>{text.talkedAbout(met.topic)}</p>}
              {said.map((note) => <p key={note.id} class="q">{note.text}</p>)}
            </li>
          )
        })}
      </ol>
    </>
  )
}
