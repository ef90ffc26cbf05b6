/** Filters by the names that people know. */
import * as words from '../../words/index.ts'
import { languageName } from '../../words/format.ts'
import type { NameOf } from './facets.ts'
import type { Kind, Programme } from './programme.ts'

export const namesIn = (programme: Programme): NameOf => (facet, value) => {
  if (facet === 'kinds') return words.programme.kinds[value as Kind]
  if (facet === 'languages') return languageName(value)
  return (facet === 'tracks' ? programme.tracks : programme.rooms).find(({ id }) => id === value)?.name ?? value
}
