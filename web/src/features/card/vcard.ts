/**
 * Contact details in the forms that other people's codes have: vCard 2.1, 3.0 and 4.0, MECARD, BIZCARD.
 * Lenient: what cannot be read is left out, and whatever is read is one line within its limit.
 */

/** What a contact's owner could have typed. */
export interface ContactFields {
  name?: string
  headline?: string
  institution?: string
  email?: string
  phone?: string
  link?: string
}

interface Property {
  name: string
  /** Upper case, `KEY=VALUE` and bare ones alike: `TYPE=CELL`, `CELL`, `ENCODING=QUOTED-PRINTABLE`. */
  parameters: string[]
  value: string
}

const LIMITS: Required<Record<keyof ContactFields, number>> = {
  name: 200, headline: 200, institution: 200, email: 254, phone: 50, link: 2000,
}
const EMAIL_FORM = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+$/

/** The fields that are not empty, each one line within its limit; e-mails and links only if they are ones. */
export function tidied(fields: ContactFields): ContactFields {
  const tidy: ContactFields = {}
  for (const [name, limit] of Object.entries(LIMITS) as [keyof ContactFields, number][]) {
    let value = (fields[name] ?? '').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
    if (name === 'link') value = linkIn(value)
    if (name === 'email' && !EMAIL_FORM.test(value)) value = ''
    if (value) tidy[name] = [...value].slice(0, limit).join('').trim()
  }
  return tidy
}

/** An https or http address, with https put before a bare one; empty where it is neither. */
export function linkIn(text: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `https://${text}`
  try {
    const address = new URL(whole)
    return /^https?:$/.test(address.protocol) && address.hostname.includes('.') ? address.href : ''
  } catch {
    return ''
  }
}

export function readContact(text: string): ContactFields | undefined {
  if (/^\s*BEGIN:VCARD/i.test(text)) return readVcard(text)
  if (/^\s*MECARD:/i.test(text)) return readMecard(text)
  if (/^\s*BIZCARD:/i.test(text)) return readBizcard(text)
  return undefined
}

function readVcard(text: string): ContactFields {
  const end = text.search(/^END:VCARD/im)
  const properties = unfolded(end < 0 ? text : text.slice(0, end)).flatMap(propertyIn)
  const all = (name: string): Property[] => properties.filter((property) => property.name === name)
  const first = (...names: string[]): string => names.flatMap(all).map((it) => plain(it.value)).find(Boolean) ?? ''
  const phones = all('TEL').filter((it) => !has(it, 'FAX') && !has(it, 'PAGER'))
  const phone = phones.find((it) => has(it, 'CELL')) ?? phones.find((it) => has(it, 'PREF')) ?? phones[0]
  const emails = all('EMAIL')
  const email = emails.find((it) => has(it, 'PREF')) ?? emails[0]
  const institution = components(valueOf(all('ORG'))).filter(Boolean).join(', ')
  return tidied({
    name: first('FN') || nameOf(components(valueOf(all('N')))) || first('NICKNAME') || institution,
    headline: first('TITLE', 'ROLE'),
    institution,
    email: plain(email?.value ?? '').replace(/^mailto:/i, ''),
    phone: plain(phone?.value ?? '').replace(/^tel:/i, ''),
    link: first('URL', 'X-SOCIALPROFILE'),
  })
}

const valueOf = (properties: Property[]): string => properties[0]?.value ?? ''

/** Join the lines that belong together: folded ones, and 2.1's quoted-printable that ends in "=". */
function unfolded(text: string): string[] {
  const lines: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.at(-1)
    if (last !== undefined && /^[ \t]/.test(line)) lines[lines.length - 1] = last + line.slice(1)
    else if (last !== undefined && /QUOTED-PRINTABLE/i.test(last) && last.endsWith('=')) {
      lines[lines.length - 1] = last.slice(0, -1) + line
    } else lines.push(line)
  }
  return lines
}

function propertyIn(line: string): Property[] {
  const colon = colonAt(line)
  if (colon < 0) return []
  const [whole = '', ...parameters] = line.slice(0, colon).split(';')
  const name = whole.slice(whole.lastIndexOf('.') + 1).trim().toUpperCase()
  const upper = parameters.map((parameter) => parameter.trim().toUpperCase())
  const value = line.slice(colon + 1)
  const quoted = upper.some((parameter) => parameter.endsWith('QUOTED-PRINTABLE'))
  const charset = upper.find((parameter) => parameter.startsWith('CHARSET='))?.slice('CHARSET='.length)
  return [{ name, parameters: upper, value: quoted ? unquoted(value, charset) : value }]
}

/** Where the value begins: a colon within a quoted parameter does not count. */
function colonAt(line: string): number {
  let within = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') within = !within
    else if (line[at] === ':' && !within) return at
  }
  return line.indexOf(':')
}

function unquoted(value: string, charset = 'utf-8'): string {
  const bytes: number[] = []
  for (let at = 0; at < value.length; at++) {
    const byte = /^=([0-9a-f]{2})/i.exec(value.slice(at, at + 3))
    if (byte) {
      bytes.push(parseInt(byte[1]!, 16))
      at += 2
    } else {
      bytes.push(...new TextEncoder().encode(value[at]))
    }
  }
  try {
    return new TextDecoder(charset).decode(Uint8Array.from(bytes))
  } catch {
    return new TextDecoder().decode(Uint8Array.from(bytes))
  }
}

const has = (property: Property, type: string): boolean =>
  property.parameters.some((parameter) => parameter.replace(/^TYPE=/, '').split(',').includes(type))

const plain = (value: string): string => value.replace(/\\([nN])/g, ' ').replace(/\\(.)/g, '$1').trim()

/** The parts between semicolons that are not escaped. */
const components = (value: string): string[] => (value.match(/(?:\\.|[^;\\])+|;/g) ?? [])
  .reduce<string[]>((parts, part) => {
    if (part === ';') parts.push('')
    else parts[parts.length - 1] += part
    return parts
  }, [''])
  .map(plain)

/** Family; given; additional; prefixes; suffixes, in the order one would say them. */
function nameOf([family = '', given = '', additional = '', prefix = '', suffix = '']: string[]): string {
  return [prefix, given, additional, family, suffix].filter(Boolean).join(' ')
}

function readMecard(text: string): ContactFields {
  const fields = shortFields(text)
  const [family = '', ...given] = (fields.get('N')?.[0] ?? '').split(',').map((part) => part.trim())
  return tidied({
    name: [...given, family].filter(Boolean).join(' '),
    institution: fields.get('ORG')?.[0] ?? '',
    headline: fields.get('TITLE')?.[0] ?? '',
    email: fields.get('EMAIL')?.[0] ?? '',
    phone: fields.get('TEL')?.[0] ?? '',
    link: fields.get('URL')?.[0] ?? '',
  })
}

function readBizcard(text: string): ContactFields {
  const fields = shortFields(text)
  const value = (key: string): string => fields.get(key)?.[0] ?? ''
  return tidied({
    name: [value('N'), value('X')].filter(Boolean).join(' '),
    headline: value('T'),
    institution: value('C'),
    email: value('E'),
    phone: value('M') || value('B') || value('F'),
  })
}

/** `KEY:value;KEY:value;;` with backslashes before signs that would end a value. */
function shortFields(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const part of text.slice(text.indexOf(':') + 1).match(/(?:\\.|[^;\\])+/gs) ?? []) {
    const colon = part.indexOf(':')
    const key = part.slice(0, colon).trim().toUpperCase()
    if (colon > 0) fields.set(key, [...(fields.get(key) ?? []), plain(part.slice(colon + 1))])
  }
  return fields
}
