import { Avatar } from '../../ui/avatar.tsx'
import { clockTime } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { contactFor } from '../contacts/contacts.ts'
import type { Captured } from './scans.ts'

const text = words.scan

/** The last scan waits here for its note. */
export function Last({ captured, open, glass }: { captured: Captured; open: () => void; glass: boolean }) {
  const contact = contactFor(captured.contact)
  if (!contact) return null
  const scan = contact.scans.find(({ id }) => id === captured.scan)
  const noted = contact.notes.some((note) => note.text !== '')
  return (
    <button class={glass ? 'last glass' : 'last list'} type="button" onClick={open}>
      <Avatar name={contact.name} />
      <span class="b"><b>{contact.name || text.noName}</b><small>{text.last(clockTime(new Date(scan?.at ?? contact.madeAt)), noted)}</small></span>
      <span class="go">{noted ? text.openNote : text.addNote}</span>
    </button>
  )
}
