/** What can be chosen to see less of a programme, with how much each choice leaves. */
import type { Plan } from './agenda.ts'
import { type Facet, FACETS, type Filters, kindsOf, listed, valuesOf } from './listing.ts'
import type { Programme } from './programme.ts'

export interface Choice {
  value: string
  name: string
  /** Sessions it would show, with the other filters as they are. */
  count: number
  colour?: string
}

type PlanOf = (session: string) => Plan | null
export type NameOf = (facet: Facet, value: string) => string

/** The choices of a facet in the order people look for them; none where there is nothing to choose. */
export function choicesOf(programme: Programme, facet: Facet, filters: Filters, planOf: PlanOf, nameOf: NameOf): Choice[] {
  const counts = new Map<string, number>()
  // Posters stand under their session unless they are asked for, so as a kind they are counted apart.
  const open = listed(programme, { ...filters, [facet]: facet === 'kinds' ? everyKind(programme) : [] }, planOf)
  for (const item of open) for (const value of valuesOf(item, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  const values = valuesIn(programme, facet)
  if (values.length < 2) return []
  const choices = values.map((value): Choice => {
    const colour = facet === 'tracks' ? programme.tracks.find((track) => track.id === value)?.colour : undefined
    return { value, name: nameOf(facet, value), count: counts.get(value) ?? 0, ...(colour ? { colour } : {}) }
  })
  return facet === 'kinds' ? choices : choices.sort((a, b) => order.compare(a.name, b.name))
}

const order = new Intl.Collator('en', { numeric: true })
const everyKind = (programme: Programme): Filters['kinds'] => [...new Set(programme.items.map((item) => item.kind))]

function valuesIn(programme: Programme, facet: Facet): string[] {
  if (facet === 'kinds') return kindsOf(programme)
  return [...new Set(programme.items.flatMap((item) => valuesOf(item, facet)))]
}

export interface FilterOn {
  facet: Facet
  value: string
  name: string
}

/** What is on, to be taken off one by one. */
export const filtersOn = (filters: Pick<Filters, Facet>, nameOf: NameOf): FilterOn[] =>
  FACETS.flatMap((facet) => filters[facet].map((value) => ({ facet, value, name: nameOf(facet, value) })))

export const without = (filters: Filters, { facet, value }: FilterOn): Filters =>
  ({ ...filters, [facet]: (filters[facet] as string[]).filter((other) => other !== value) })
