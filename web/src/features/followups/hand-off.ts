/** Ways out of the app for a message: addresses that open a mail program with it, and when they fit. */

export interface Mail {
  to: string | null
  subject: string
  body: string
}

/** Longer ones are cut by mail programs without a word. */
const MAILTO_LIMIT = 1800
const GMAIL_LIMIT = 6000
const OUTLOOK_LIMIT = 1900
const ADDRESS = /^[\x21-\x3f\x41-\x7e]+@[^\s@]+$/

export type Way = 'mail' | 'gmail' | 'outlook' | 'copy' | 'server'

/** Everything but unreserved signs percent-encoded, a line break as CRLF. */
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\r?\n/g, '\r\n')).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** The address as programs take it: the domain in ASCII; null where the name before the @ is not. */
export function asciiAddress(address: string | null): string | null {
  if (!address || !ADDRESS.test(address.trim())) return null
  const [name, domain] = address.trim().split('@') as [string, string]
  try {
    return `${name}@${new URL(`https://${domain}`).hostname}`
  } catch {
    return null
  }
}

/** Opens the phone's own mail program; null where it would not arrive there whole. */
export function mailto({ to, subject, body }: Mail): string | null {
  const address = asciiAddress(to)
  if (!address) return null
  const link = `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${encoded(subject)}&body=${encoded(body)}`
  return link.length <= MAILTO_LIMIT ? link : null
}

export function gmail({ to, subject, body }: Mail): string | null {
  const address = asciiAddress(to)
  const link = `https://mail.google.com/mail/?view=cm&fs=1&to=${encoded(address ?? '')}&su=${encoded(subject)}&body=${encoded(body)}`
  return address && link.length <= GMAIL_LIMIT ? link : null
}

export function outlook({ to, subject, body }: Mail): string | null {
  const address = asciiAddress(to)
  const link = `https://outlook.office.com/mail/deeplink/compose?to=${encoded(address ?? '')}&subject=${encoded(subject)}&body=${encoded(body)}`
  return address && link.length <= OUTLOOK_LIMIT ? link : null
}

/** The mail program with address and subject alone, for a body that has to be pasted. */
export function mailtoWithoutBody({ to, subject }: Mail): string | null {
  const address = asciiAddress(to)
  return address && `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${encoded(subject)}`
}

/** The address that opens a message that way; null where only copying does it whole. */
export const linkFor = (way: Way, mail: Mail): string | null =>
  (way === 'mail' ? mailto(mail) : way === 'gmail' ? gmail(mail) : way === 'outlook' ? outlook(mail) : null)
