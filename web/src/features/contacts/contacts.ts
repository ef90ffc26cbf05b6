/** People as this phone knows them: what I wrote, what they gave, what their code said, in that order. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Row } from '../../platform/db.ts'
import { type View, view } from '../../platform/view.ts'
import { hosts } from '../card/code-names.ts'
import { recognise } from '../card/recognised.ts'
import type { ContactFields } from '../card/vcard.ts'

export interface Scan {
  id: string
  at: string
  raw: string
  how: string
  encounter: string
  /** My card waits for whoever turns out to own the code. */
  share?: boolean
  verdict?: 'good' | 'asks' | 'waits' | 'not-verified' | 'own' | 'text'
}

export interface Encounter extends Row {
  contact: string
  at: string
  zone?: string
  event?: string
  session?: string
  place?: string
  topic?: string
  promise?: string
}

export interface Note {
  id: string
  contact: string
  encounter?: string
  text: string
  by: string
  at: string
}

/**
 * Where a person stands: `unchecked` the server has not seen the code yet · `mutual` both gave ·
 * `given` they gave · `asked` the code could only ask · `waits` nobody has claimed the code yet ·
 * `not-verified` the code is not what it says · `plain` no code of ours
 */
export type Standing = 'unchecked' | 'mutual' | 'given' | 'asked' | 'waits' | 'not-verified' | 'own' | 'plain'

export interface Contact {
  id: string
  row: Row
  /** Empty where nobody said it. */
  name: string
  headline: string
  institution: string
  email: string
  phone: string
  link: string
  hot: boolean
  tags: string[]
  codes: string[]
  iGive: boolean
  theyGive: boolean
  mutual: boolean
  standing: Standing
  madeAt: string
  /** Oldest first. */
  scans: Scan[]
  encounters: Encounter[]
  notes: Note[]
}

export const contacts: ReadonlySignal<ReadonlyMap<string, Contact>> = computed(() => contactsIn(view.value))

export const contactFor = (id: string): Contact | undefined => contacts.value.get(view.value.resolve(id))

/** The contact that was met by a code of this name. */
export function contactByCode(name: string): Contact | undefined {
  return [...contacts.value.values()].find((contact) => contact.codes.includes(name))
}

export function contactsIn(seen: View): Map<string, Contact> {
  const by = (kind: string): Map<string, Row[]> => {
    const groups = new Map<string, Row[]>()
    for (const row of seen.all(kind)) {
      const contact = seen.resolve(String(row['contact']))
      groups.set(contact, [...(groups.get(contact) ?? []), row])
    }
    for (const rows of groups.values()) rows.sort(byTime)
    return groups
  }
  const [scans, encounters, notes] = [by('scan'), by('encounter'), by('note')]
  return new Map(seen.all('contact').map((row) => [row.id, contactIn(row, {
    scans: (scans.get(row.id) ?? []) as unknown as Scan[],
    encounters: (encounters.get(row.id) ?? []) as Encounter[],
    notes: (notes.get(row.id) ?? []) as unknown as Note[],
  })]))
}

const byTime = (one: Row, other: Row): number => Date.parse(String(one['at'])) - Date.parse(String(other['at']))

function contactIn(row: Row, { scans, encounters, notes }: Pick<Contact, 'scans' | 'encounters' | 'notes'>): Contact {
  const said = Object.assign({}, ...scans.map((scan) => fieldsIn(scan.raw))) as ContactFields
  const [card, face] = [(row['card'] ?? {}) as Given, (row['face'] ?? {}) as Given]
  const first = (...values: unknown[]): string => values.find((value): value is string => typeof value === 'string' && value !== '') ?? ''
  return {
    id: row.id,
    row,
    name: first(row['name'], card.name, face.name, said.name),
    headline: first(row['headline'], card.headline, face.headline, said.headline),
    institution: first(row['institution'], card.institution, face.institution, said.institution),
    email: first(row['email'], card.email, said.email),
    phone: first(row['phone'], card.phone, said.phone),
    link: first(row['link'], card.linkedin, card.orcid, card.links?.[0], said.link),
    hot: row['hot'] === true,
    tags: (row['tags'] ?? []) as string[],
    codes: (row['codes'] ?? []) as string[],
    iGive: row['i_give'] === true || scans.some((scan) => scan.share === true),
    theyGive: row['they_give'] === true,
    mutual: row['mutual'] === true,
    standing: standingOf(row, scans),
    madeAt: String(row['made_at'] ?? ''),
    scans, encounters, notes,
  }
}

interface Given extends ContactFields {
  linkedin?: string
  orcid?: string
  links?: string[]
}

const WAITING_MS = 30 * 24 * 60 * 60_000

function standingOf(row: Row, scans: Scan[]): Standing {
  if (row['mutual'] === true) return 'mutual'
  if (row['they_give'] === true) return 'given'
  const verdicts = new Set(scans.map((scan) => scan.verdict))
  if (verdicts.has('own')) return 'own'
  const asked = typeof row['asked'] === 'string' && Date.now() - Date.parse(row['asked']) < WAITING_MS
  if (asked || verdicts.has('asks')) return 'asked'
  if (verdicts.has('not-verified')) return 'not-verified'
  if (verdicts.has('waits')) return 'waits'
  if (scans.some((scan) => scan.verdict === undefined && isOurs(scan.raw))) return 'unchecked'
  return 'plain'
}

const read = new Map<string, { ours: boolean; fields: ContactFields }>()
const REMEMBERED = 2000

/** What a scanned text says, remembered: it never changes, and every view asks again. */
function said(raw: string): { ours: boolean; fields: ContactFields } {
  const known = read.get(raw)
  if (known) return known
  const found = recognise(raw, hosts())
  const now = {
    ours: ['live', 'badge', 'typed', 'broken'].includes(found.kind),
    fields: 'fields' in found ? found.fields : {},
  }
  if (read.size > REMEMBERED) read.clear()
  read.set(raw, now)
  return now
}

export const fieldsIn = (raw: string): ContactFields => said(raw).fields
export const isOurs = (raw: string): boolean => said(raw).ours
