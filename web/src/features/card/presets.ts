/** Presets: which fields of my card flow once both have agreed. */
import { computed } from '@preact/signals'
import { setCardField } from './my-card.ts'
import { view } from '../../platform/view.ts'

export type Level = 'face' | 'chosen' | 'all'

/** What a card holds beside its face; each flows only while both give. */
export const CONTACT_FIELDS = ['level', 'specialty', 'email', 'phone', 'orcid', 'linkedin', 'links', 'seek', 'offer'] as const
export type ContactField = (typeof CONTACT_FIELDS)[number]

export interface Presets {
  level?: Level
  fields?: string[]
  /** My live codes ask instead of giving. */
  ask?: boolean
  /** Events at which a scan of my badge is accepted by itself. */
  accept?: string[]
}

export const presets = computed((): Presets => (view.value.get('card', 'me')?.['presets'] as Presets | undefined) ?? {})

export const cardVersion = computed((): number => Number(view.value.get('card', 'me')?.['version'] ?? 0))

export const setPresets = (change: Partial<Presets>): Promise<unknown> => setCardField('presets', { ...presets.value, ...change })

/** The contact fields that flow under these presets, of those that are filled in. */
export function flowing(card: Partial<Record<string, unknown>>, { level = 'all', fields = [] }: Presets, address: string | null): ContactField[] {
  if (level === 'face') return []
  const filled = CONTACT_FIELDS.filter((field) => isFilled(card[field]) || (field === 'email' && !('email' in card) && address !== null))
  return level === 'all' ? filled : filled.filter((field) => fields.includes(field))
}

export const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== '')
