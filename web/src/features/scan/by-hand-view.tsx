import { useSignal } from '@preact/signals'
import { NOTE_LIMIT, NoteWriter } from '../../platform/note-writer.ts'
import { Button } from '../../ui/controls.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { placeNow } from './here.ts'
import { keepByHand } from './scans.ts'

const text = words.scan.byHand

/** Somebody without a code: a name is enough. */
export function ByHand({ close }: { close: () => void }) {
  const [name, headline, institution, note] = [useSignal(''), useSignal(''), useSignal(''), useSignal('')]
  const missing = useSignal(false)
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    missing.value = !name.value.trim()
    if (missing.value) return
    const said = { name: name.value.trim(), headline: headline.value.trim(), institution: institution.value.trim() }
    const contact = await keepByHand(said, placeNow())
    await new NoteWriter('note.save', { contact }).save(note.value)
    toast(words.scan.savedNamed(said.name))
    close()
  }
  return (
    <Sheet title={text.title} onClose={close}>
      <form class="stack" onSubmit={(event) => void keep(event)}>
        <Field label={text.name} value={name.value} onInput={(value) => { name.value = value }} focus maxLength={200} autocapitalize="words" error={missing.value ? text.nameFirst : undefined} />
        <Field label={text.role} aside={text.optional} value={headline.value} onInput={(value) => { headline.value = value }} maxLength={200} />
        <Field label={text.institution} aside={text.optional} value={institution.value} onInput={(value) => { institution.value = value }} maxLength={200} />
        <TextArea label={words.scan.note} aside={words.scan.noteHint} value={note.value} onInput={(value) => { note.value = value }} maxLength={NOTE_LIMIT} />
        <Button submit full>{text.keep}</Button>
      </form>
    </Sheet>
  )
}
