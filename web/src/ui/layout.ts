import { type ReadonlySignal, signal } from '@preact/signals'

const query = globalThis.matchMedia?.('(min-width: 60rem)')
const matches = signal(query?.matches ?? false)
query?.addEventListener('change', () => { matches.value = query.matches })

/** Room for a list and a pane beside it, with the tabs as a rail. */
export const wide: ReadonlySignal<boolean> = matches
