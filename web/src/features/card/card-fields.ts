/** What can be typed into each field of a card, and what it becomes. */
import { linkedinIn, orcidIn } from './recognised.ts'
import { linkIn } from './vcard.ts'

export type Field =
  | 'name' | 'headline' | 'institution' | 'level' | 'specialty' | 'email' | 'phone' | 'orcid' | 'linkedin' | 'links' | 'seek' | 'offer'
  | 'pitch_line' | 'pitch_30' | 'pitch_100'

export const FACE: readonly Field[] = ['name', 'headline', 'institution']
export const CONTACT: readonly Field[] = ['level', 'specialty', 'email', 'phone', 'orcid', 'linkedin', 'links', 'seek', 'offer']
export const PITCH: readonly Field[] = ['pitch_line', 'pitch_30', 'pitch_100']

const LIMITS: Partial<Record<Field, number>> = { email: 254, linkedin: 2000, links: 2000, seek: 2000, offer: 2000, pitch_line: 200, pitch_30: 1000, pitch_100: 2000 }
export const limitOf = (field: Field): number => LIMITS[field] ?? 200
export const isLong = (field: Field): boolean => ['links', 'seek', 'offer', 'pitch_30', 'pitch_100'].includes(field)
const MOST_LINKS = 10

/** What the field keeps of a typed text: null for empty, undefined for what it cannot hold. */
export function valueOf(field: Field, typed: string): string | string[] | null | undefined {
  const text = isLong(field) ? typed.trim() : typed.replace(/\s+/g, ' ').trim()
  if (!text) return null
  if (field === 'orcid') return orcidIn(text)
  if (field === 'email') return /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:]+$/.test(text) ? text : undefined
  if (field === 'linkedin') return linkedinOf(text)
  if (field === 'links') {
    const links = text.split(/\s+/).map(linkIn)
    return links.includes('') || links.length > MOST_LINKS ? undefined : links
  }
  return text
}

export const typedOf = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '')

/** The address of a profile, from an address, "in/ada" or just its last part. */
function linkedinOf(text: string): string | undefined {
  const slug = /^(?:@|in\/)?([\p{L}\p{N}%_-]{3,100})\/?$/u.exec(text)?.[1]
  if (slug) return `https://www.linkedin.com/in/${slug}`
  const address = linkIn(text)
  return address ? linkedinIn(new URL(address)) : undefined
}
