/** One contact as a vCard 3.0 with where we met and my notes: for the owner's own address book. */
import { whereOf } from '../contacts/meeting-words.ts'
import type { Contact } from '../contacts/contacts.ts'
import { mediumDay } from '../../words/format.ts'

const FOLD = 75

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')

/** CRLF, lines of at most 75 bytes, never broken inside a sign. */
function folded(line: string): string {
  const bytes = (text: string): number => new TextEncoder().encode(text).length
  const lines = ['']
  for (const sign of line) {
    const limit = lines.length === 1 ? FOLD : FOLD - 1
    if (bytes(lines.at(-1)! + sign) > limit) lines.push('')
    lines[lines.length - 1] += sign
  }
  return lines.join('\r\n ')
}

export function contactFile(contact: Contact): string {
  const met = contact.encounters.map((encounter) => {
    const where = whereOf(encounter)
    return [where.what, where.event === where.what ? '' : where.event, mediumDay(new Date(encounter.at), where.zone)].filter(Boolean).join(', ')
  })
  const note = [...met, ...contact.notes.map(({ text }) => text)].filter(Boolean).join('\n')
  const name = contact.name || contact.email
  const property = (key: string, value: string): string[] => (value ? [`${key}:${escaped(value)}`] : [])
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:urn:uuid:${contact.id}`,
    `N:;${escaped(name)};;;`,
    `FN:${escaped(name)}`,
    ...property('ORG', contact.institution),
    ...property('TITLE', contact.headline),
    ...property('EMAIL;TYPE=INTERNET', contact.email),
    ...property('TEL;TYPE=CELL', contact.phone),
    ...property('URL', contact.link),
    ...property('NOTE', note),
    'END:VCARD',
  ].map(folded).join('\r\n') + '\r\n'
}

/** Hand the file to the phone, which offers to keep it. */
export function saveContactFile(contact: Contact): void {
  const address = URL.createObjectURL(new Blob([contactFile(contact)], { type: 'text/vcard;charset=utf-8' }))
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = `${(contact.name || 'contact').normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'contact'}.vcf`
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
