/** What a scan does: it is kept before anything else, then read, then filled in. */
import { newId, post, postAll } from '../../platform/outbox.ts'
import { view } from '../../platform/view.ts'
import { codeName, hosts } from '../card/code-names.ts'
import { CODE_LIMIT } from '../card/codes.ts'
import { recognise, type Recognised } from '../card/recognised.ts'
import { contactByCode, contactFor, contacts } from '../contacts/contacts.ts'

export type How = 'camera' | 'photo' | 'typed' | 'link'

export interface Place {
  event?: string
  session?: string
}

export interface Captured {
  scan: string
  contact: string
  /** The contact was not known before. */
  isNew: boolean
  found: Recognised
}

/**
 * Keep what was read. Durable when this resolves; nothing is believed, opened or sent before. A
 * person met before keeps their contact; what a business card says is filled in where nothing is.
 */
export async function capture(read: string, how: How, place: Place): Promise<Captured> {
  const raw = read.slice(0, CODE_LIMIT)
  const scan = newId()
  const known = knownContact(raw)
  const contact = known ?? newId()
  await post('scan.record', { contact, raw, how, share: 'none', ...place }, scan)
  const found = recognise(raw, hosts())
  if (found.kind === 'contact' || found.kind === 'profile') await fillIn(contact, found.fields)
  return { scan, contact, isNew: known === undefined, found }
}

function knownContact(raw: string): string | undefined {
  const name = codeName(raw)
  if (name) return contactByCode(name)?.id
  return [...contacts.value.values()].find((contact) => contact.scans.some((scan) => scan.raw === raw))?.id
}

async function fillIn(contact: string, fields: object): Promise<void> {
  const written = view.value.get('contact', contact) ?? {}
  const missing = Object.entries(fields).filter(([field, value]) => value && !(field in written))
  if (missing.length === 0) return
  await postAll(missing.map(([field, value]) => ({ kind: 'contact.set', body: { contact, field, value: value as string } })))
}

/** Take a scan back: only it, and what came with it. Later scans and notes of the person stay. */
export async function undo({ scan, contact, isNew }: Captured): Promise<void> {
  const seen = contactFor(contact)
  if (isNew && seen?.iGive) await withdraw(contact)
  await post('contact.delete', { contact, seen: { [scan]: '' } })
}

/** Give my card to somebody I met. Whether they give back is theirs. */
export const shareBack = (contact: string): Promise<unknown> => post('share.give', { about: contact })

/** Take my card back from somebody; it names the codes they were met by, for whoever owns them. */
export const withdraw = (contact: string): Promise<unknown> =>
  post('share.withdraw', { about: contact, met_by: contactFor(contact)?.codes ?? [] })

export interface ByHand {
  name: string
  headline?: string
  institution?: string
}

/** Keep somebody without a code. */
export async function keepByHand(said: ByHand, place: Place): Promise<string> {
  const [contact, encounter] = [newId(), newId()]
  const fields = Object.entries(said).filter(([, value]) => value)
  const where = Object.entries(place).filter(([, value]) => value)
  await postAll([
    ...fields.map(([field, value]) => ({ kind: 'contact.set', body: { contact, field, value: value as string } })),
    ...(where.length > 0 ? where : [['place', null] as const])
      .map(([field, value]) => ({ kind: 'encounter.set', body: { contact, encounter, field, value } })),
  ])
  return contact
}
