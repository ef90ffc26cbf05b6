import { useSignal } from '@preact/signals'
import { postAll } from '../../platform/outbox.ts'
import { Button } from '../../ui/controls.tsx'
import { Field } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { asciiAddress } from '../followups/hand-off.ts'
import type { Contact } from '../contacts/contacts.ts'

const text = words.people.details
const FIELDS = { name: 200, headline: 200, institution: 200, email: 254, phone: 50, link: 2000 } as const
type Name = keyof typeof FIELDS
const NAMES = Object.keys(FIELDS) as Name[]
const TYPES: Partial<Record<Name, 'email' | 'tel' | 'url'>> = { email: 'email', phone: 'tel', link: 'url' }

/** What the owner writes of somebody: it comes before what their card says. */
export function DetailsSheet({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const typed = useSignal(Object.fromEntries(NAMES.map((name) => [name, contact[name]])) as Record<Name, string>)
  const wrong = useSignal(false)
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    wrong.value = typed.value.email.trim() !== '' && typed.value.email !== contact.email && asciiAddress(typed.value.email) === null
    if (wrong.value) return
    const changed = NAMES.filter((name) => typed.value[name].trim() !== contact[name])
    if (changed.length > 0) {
      await postAll(changed.map((name) => ({ kind: 'contact.set', body: { contact: contact.id, field: name, value: typed.value[name].trim() || null } })))
      toast(text.saved)
    }
    onClose()
  }
  return (
    <Sheet title={text.title} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void keep(event)}>
        {NAMES.map((name) => (
          <Field
            key={name} label={text[name]} type={TYPES[name] ?? 'text'} value={typed.value[name]} maxLength={FIELDS[name]} autocomplete="off"
            error={name === 'email' && wrong.value ? text.emailWrong : undefined}
            onInput={(value) => { typed.value = { ...typed.value, [name]: value } }}
          />
        ))}
        <p class="meta">{text.hint}</p>
        <Button submit>{text.save}</Button>
      </form>
    </Sheet>
  )
}
