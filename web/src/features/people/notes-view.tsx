import { useSignal } from '@preact/signals'
import pencil from 'lucide:pencil'
import plus from 'lucide:plus'
import { newId, post } from '../../platform/outbox.ts'
import { Button, IconButton } from '../../ui/controls.tsx'
import { Notice } from '../../ui/empty.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Part } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import { mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import copies from 'lucide:copy'
import type { Contact, Note } from '../contacts/contacts.ts'

const text = words.people
const LIMIT = 10_000

/** The owner's own words: to read, to change, to add to. */
export function Notes({ contact }: { contact: Contact }) {
  const editing = useSignal<Note | 'new' | null>(null)
  const notes = contact.notes.filter((note) => note.text).toReversed()
  return (
    <>
      <Part title={text.notes} act={notes.length > 0 && <button type="button" onClick={() => { editing.value = 'new' }}>{text.addNote}</button>} />
      {hasVersions(contact.notes) && <Notice icon={copies} title={text.twoVersions}>{text.twoVersionsHint}</Notice>}
      <div class="list">
        {notes.map((note) => (
          <div key={note.id} class="row">
            <div class="b"><p class="words">{note.text}</p><p><time dateTime={note.at}>{mediumDay(new Date(note.at))}</time></p></div>
            <IconButton icon={pencil} label={text.editNote} onClick={() => { editing.value = note }} />
          </div>
        ))}
        {notes.length === 0 && <button class="fact" type="button" onClick={() => { editing.value = 'new' }}><Icon of={plus} /><span class="b"><b>{text.addNote}</b><small>{text.noteHint}</small></span></button>}
      </div>
      {editing.value && <NoteSheet contact={contact} note={editing.value === 'new' ? undefined : editing.value} onClose={() => { editing.value = null }} />}
    </>
  )
}

/** Two notes of one encounter: one text was changed on two phones, and neither was lost. */
const hasVersions = (notes: Note[]): boolean =>
  notes.some((note, index) => note.text && note.encounter && notes.findIndex((other) => other.text && other.encounter === note.encounter) < index)

/** The text on the screen replaces the one it was made from; on two phones at once, both stay. */
function NoteSheet({ contact, note, onClose }: { contact: Contact; note: Note | undefined; onClose: () => void }) {
  const value = useSignal(note?.text ?? '')
  const write = (said: string): Promise<unknown> => post('note.save', {
    contact: contact.id,
    note: note?.id ?? newId(),
    ...(note ? (note.encounter ? { encounter: note.encounter } : {}) : contact.encounters.length > 0 ? { encounter: contact.encounters.at(-1)!.id } : {}),
    base: note?.by ?? null,
    text: said,
  })
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    const said = value.value.trim()
    if (said && said !== note?.text) await write(said)
    onClose()
  }
  const remove = async (): Promise<void> => {
    // An empty text in its place; deleting the row could take a contact along that has nothing else.
    await write('')
    onClose()
    toast(text.noteDeleted, () => write(value.value))
  }
  return (
    <Sheet title={text.note} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void keep(event)}>
        <TextArea label={text.note} aside={text.noteHint} value={value.value} focus rows={5} maxLength={LIMIT} onInput={(typed) => { value.value = typed }} />
        <Button submit>{words.followups.editor.save}</Button>
        {note && <Button look="text" onClick={remove}>{text.deleteNote}</Button>}
      </form>
    </Sheet>
  )
}
