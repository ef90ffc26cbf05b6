import './session.css'
import { useMemo, useState } from 'preact/hooks'
import copies from 'lucide:copy'
import pencil from 'lucide:pencil-line'
import { NoteWriter } from '../../platform/note-writer.ts'
import { Notice } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { NoteField } from '../../ui/note-field.tsx'
import * as words from '../../words/index.ts'
import { notesOf, type SessionNote } from './session-marks.ts'

interface NotesProps {
  slug: string
  session: string
  /** Of several on one screen, whose notes these are. */
  title: string
  /** The field is wanted at once. */
  opened?: boolean
}

/** My words about a session: a tap opens the field in place, and what is typed is kept. */
export function SessionNotes({ slug, session, title, opened = false }: NotesProps) {
  const text = words.session.note
  const notes = notesOf(slug, session)
  const [open, setOpen] = useState(opened ? notes.at(-1)?.id ?? 'new' : undefined)
  const field = (note?: SessionNote) => <OpenNote key={note?.id ?? 'new'} slug={slug} session={session} title={title} {...(note ? { note } : {})} />
  return (
    <div class="notes">
      {notes.length > 1 && <Notice icon={copies} title={text.versions}>{text.versionsHint}</Notice>}
      {open === 'new' ? field() : (
        <>
          {notes.map((note) => (open === note.id ? field(note) : (
            <div key={note.id} class="list">
              <button class="fact" type="button" onClick={() => setOpen(note.id)}><Icon of={pencil} /><span class="b note-text">{note.text}</span><span class="vh">{text.edit(title)}</span></button>
            </div>
          )))}
          {notes.length === 0 && open === undefined && (
            <div class="list">
              <button class="fact" type="button" onClick={() => setOpen('new')}><Icon of={pencil} /><span class="b"><b>{text.add}<span class="vh"> {text.on(title)}</span></b><small>{text.hint}</small></span></button>
            </div>
          )}
        </>
      )}
    </div>
  )
}

/** The field with its one writer: it goes on with the text it was opened on, also after that was saved. */
export function OpenNote({ slug, session, title, note }: NotesProps & { note?: SessionNote }) {
  const writer = useMemo(() => new NoteWriter('session_note.save', { event: slug, session }, note), [])
  return <NoteField label={<span>{words.session.note.label}<span class="vh"> {words.session.note.on(title)}</span></span>} aside={words.session.note.hint} text={note?.text ?? ''} onSave={(said) => writer.save(said)} focus />
}
