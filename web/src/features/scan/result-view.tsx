import { useSignal } from '@preact/signals'
import badgeCheck from 'lucide:badge-check'
import circleCheck from 'lucide:circle-check'
import flame from 'lucide:flame'
import lanyard from 'lucide:id-card-lanyard'
import { useMemo } from 'preact/hooks'
import { NoteWriter } from '../../platform/note-writer.ts'
import { post } from '../../platform/outbox.ts'
import { account } from '../../platform/sync-state.ts'
import { outbox } from '../../platform/view.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/controls.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { NoteField } from '../../ui/note-field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say, toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { type Contact, contactFor } from '../contacts/contacts.ts'
import { Met, Topics } from './met-view.tsx'
import { type Captured, shareBack, undo, withdraw } from './scans.ts'

const text = words.scan

interface Props {
  captured: Captured
  close: () => void
  undone: () => void
}

/** What was scanned: kept already. Who, where, the note, and whether they get my card too. */
export function Result({ captured, close, undone }: Props) {
  const contact = contactFor(captured.contact)
  if (!contact) return null
  const encounter = contact.scans.find(({ id }) => id === captured.scan)?.encounter ?? captured.scan
  const back = async (): Promise<void> => {
    await undo(captured)
    toast(text.undone)
    undone()
  }
  return (
    <Sheet title={text.sheet(contact.name || text.noName)} quiet open onClose={close}>
      <Saved scan={captured.scan} undo={back} />
      <Who contact={contact} captured={captured} />
      <Met contact={contact.id} encounter={encounter} />
      <Note contact={contact} encounter={encounter} focus={contact.name !== ''} />
      <Topics contact={contact} encounter={encounter} />
      <Promised contact={contact} encounter={encounter} />
      <div class="btns">
        <Share contact={contact} />
        <Button look="line" onClick={close}>{text.next}</Button>
      </div>
    </Sheet>
  )
}

/** Said first: nothing of it can be lost any more. */
function Saved({ scan, undo }: { scan: string; undo: () => Promise<void> }) {
  const waits = outbox.value.some((entry) => entry.id === scan)
  return (
    <p class="saved">
      <Icon of={circleCheck} />
      <span><b>{text.saved}</b>{` · ${!account.value ? text.alone : waits ? text.waiting : text.sent}`}</span>
      <button class="txt" type="button" onClick={() => void undo()}>{text.undo}</button>
    </p>
  )
}

function Who({ contact, captured }: { contact: Contact; captured: Captured }) {
  const hot = (): Promise<unknown> => post('contact.set', { contact: contact.id, field: 'hot', value: !contact.hot })
  return (
    <>
      <header class="id">
        <Avatar name={contact.name} size="m" />
        <div class="b">
          <h2>
            {contact.name || text.noName}
            {contact.standing === 'mutual' && <Icon of={badgeCheck} />}
          </h2>
          {(contact.headline || contact.institution) && <p>{contact.headline}{contact.headline && contact.institution && <br />}{contact.institution}</p>}
        </div>
        <button class="hot" type="button" aria-pressed={contact.hot} aria-label={text.hot} onClick={() => void hot()}><Icon of={flame} size="tab" /></button>
      </header>
      <Standing contact={contact} />
      {contact.name === '' && <Naming contact={contact} />}
      <Read captured={captured} />
    </>
  )
}

const TONES = { mutual: 'good', given: 'good', 'not-verified': 'bad' } as const

function Standing({ contact: { standing } }: { contact: Contact }) {
  if (!text.standing[standing]) return null
  const tone = TONES[standing as keyof typeof TONES]
  return <p class="stand" role="status"><span class={tone ? `tag ${tone}` : 'tag'}>{text.standing[standing]}</span><span>{text.standingMore[standing]}</span></p>
}

/** A code without a name: the one thing to ask for. */
function Naming({ contact }: { contact: Contact }) {
  const name = useSignal('')
  const keep = async (event?: Event): Promise<void> => {
    event?.preventDefault()
    if (name.value.trim()) await post('contact.set', { contact: contact.id, field: 'name', value: name.value.trim() })
  }
  return (
    <form onSubmit={(event) => void keep(event)} onFocusOut={() => void keep()}>
      <Field label={text.name} hint={text.askName} value={name.value} onInput={(value) => { name.value = value }} focus maxLength={200} autocapitalize="words" enterKeyHint="done" />
    </form>
  )
}

/** What a code of somebody else's said, as it was read; a link is shown, never opened by itself. */
function Read({ captured: { found, contact } }: { captured: Captured }) {
  if (!['link', 'profile', 'text', 'ticket', 'poster'].includes(found.kind)) return null
  const raw = contactFor(contact)?.scans.at(-1)?.raw ?? ''
  const address = found.kind === 'link' ? found.address : found.kind === 'profile' ? found.fields.link : undefined
  return (
    <div class="field">
      <p class="lab">{text.kinds[found.kind] || text.raw}{address && <a class="inline" href={address} rel="noopener noreferrer" target="_blank">{text.openLink}</a>}</p>
      <p class="raw">{found.kind === 'link' ? <><b>{found.host}</b>{` ${raw}`}</> : raw}</p>
    </div>
  )
}

function Note({ contact, encounter, focus }: { contact: Contact; encounter: string; focus: boolean }) {
  const started = useMemo(() => contact.notes.findLast((note) => note.encounter === encounter), [])
  const writer = useMemo(() => new NoteWriter('note.save', { contact: contact.id, encounter }, started), [])
  return <NoteField label={text.note} aside={text.noteHint} text={started?.text ?? ''} onSave={(said) => writer.save(said)} focus={focus} />
}

function Promised({ contact, encounter }: { contact: Contact; encounter: string }) {
  const known = contact.encounters.find(({ id }) => id === encounter)?.promise ?? ''
  const promise = useSignal(known)
  const keep = async (): Promise<void> => {
    const value = promise.value.trim()
    if (value !== known) await post('encounter.set', { contact: contact.id, encounter, field: 'promise', value: value || null })
  }
  return (
    <div onFocusOut={() => void keep()}>
      <Field label={text.promise} aside={text.promiseHint} placeholder={text.promiseExample} value={promise.value} onInput={(value) => { promise.value = value }} maxLength={2000} />
    </div>
  )
}

function Share({ contact }: { contact: Contact }) {
  if (contact.standing === 'own' || contact.codes.length === 0) return null
  if (contact.iGive) return <Button look="soft" icon={lanyard} label={`${text.shared}. ${text.unshare}`} onClick={() => withdraw(contact.id)}>{text.shared}</Button>
  const give = async (): Promise<void> => {
    await shareBack(contact.id)
    say(text.shareSpoken)
  }
  return <Button icon={lanyard} onClick={give}>{text.share}</Button>
}
