/** What a scanned text is, in words of this app. Nothing is opened, fetched or believed here. */
import { CODE_LIMIT, type LiveCode, parseCode } from './codes.ts'
import { type ContactFields, readContact, tidied } from './vcard.ts'

export type Recognised =
  | { kind: 'live'; code: LiveCode; fields: ContactFields }
  | { kind: 'badge' | 'poster'; token: string }
  | { kind: 'typed'; code: string }
  /** An address of ours with something unreadable behind it: damaged, cut off or forged. */
  | { kind: 'broken' }
  | { kind: 'contact'; fields: ContactFields }
  | { kind: 'profile'; site: 'linkedin' | 'orcid'; fields: ContactFields }
  | { kind: 'link'; address: string; host: string }
  /** The code of a ticket or badge of somebody else's system: it names a person only to them. */
  | { kind: 'ticket' }
  | { kind: 'text' }

const LINKEDIN_HOST = /^(?:[a-z]{2,3}\.|www\.|m\.)?linkedin\.com$/i
const ORCID_FORM = /^(?:https?:\/\/(?:www\.)?orcid\.org\/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])\/?$/i

/** Tell what `raw` is. Never throws; `text` is what nothing else fits. */
export function recognise(raw: string, hosts: readonly string[]): Recognised {
  const code = parseCode(raw, hosts)
  if (code.kind === 'live') return { kind: 'live', code, fields: fieldsOf(code) }
  if (code.kind === 'other') return code.ours ? { kind: 'broken' } : foreign(raw)
  return code
}

/** The fields of a card code as a contact has them. */
export function fieldsOf({ fields }: LiveCode): ContactFields {
  const { name, headline, institution, email, phone, link, linkedin, orcid } = fields
  const first = linkedin ?? orcid ?? link
  return tidied({
    ...(name && { name }), ...(headline && { headline }), ...(institution && { institution }),
    ...(email && { email }), ...(phone && { phone }), ...(first && { link: first }),
  })
}

function foreign(raw: string): Recognised {
  const text = raw.trim()
  if (!text || text.length > CODE_LIMIT) return { kind: 'text' }
  const contact = readContact(text) ?? contactLink(text)
  if (contact) return Object.keys(contact).length ? { kind: 'contact', fields: contact } : { kind: 'text' }
  const orcid = orcidIn(text)
  if (orcid) return { kind: 'profile', site: 'orcid', fields: { link: orcid } }
  return webAddress(text) ?? (isTicket(text) ? { kind: 'ticket' } : { kind: 'text' })
}

function webAddress(text: string): Recognised | undefined {
  if (!/^https?:\/\/\S+$/i.test(text)) return undefined
  let address: URL
  try {
    address = new URL(text)
  } catch {
    return undefined
  }
  const linkedin = linkedinIn(address)
  if (linkedin) return { kind: 'profile', site: 'linkedin', fields: { link: linkedin } }
  return { kind: 'link', address: address.href, host: address.host }
}

/** `https://www.linkedin.com/in/<slug>` without what was added for tracking. */
export function linkedinIn(address: URL): string | undefined {
  if (!LINKEDIN_HOST.test(address.hostname)) return undefined
  const slug = /^\/(?:mwlite\/)?(?:in|pub)\/([^/]+)/i.exec(address.pathname)?.[1]
  return slug && `https://www.linkedin.com/in/${slug}`
}

/** The address of an ORCID whose check digit holds (ISO 7064 MOD 11-2). */
export function orcidIn(text: string): string | undefined {
  const groups = ORCID_FORM.exec(text.trim())?.slice(1)
  if (!groups) return undefined
  const signs = groups.join('').toUpperCase()
  const total = [...signs.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0)
  const check = (12 - (total % 11)) % 11
  if (signs.at(-1) !== (check === 10 ? 'X' : String(check))) return undefined
  return `https://orcid.org/${groups.join('-').toUpperCase()}`
}

function contactLink(text: string): ContactFields | undefined {
  const [, scheme, rest = ''] = /^(mailto|matmsg:to|tel|sms|smsto):([^?;]*)/i.exec(text) ?? []
  if (!scheme) return undefined
  return tidied(/^m/i.test(scheme) ? { email: decoded(rest).split(',')[0] ?? '' } : { phone: decoded(rest) })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One word with a digit in it (pretix), or Indico's small JSON. */
function isTicket(text: string): boolean {
  if (/^[\w+/=.:-]{6,200}$/.test(text)) return /\d/.test(text)
  try {
    const found = JSON.parse(text) as unknown
    return typeof found === 'object' && found !== null && ('i' in found || 'ticket_id' in found || 'checkin_secret' in found)
  } catch {
    return false
  }
}
