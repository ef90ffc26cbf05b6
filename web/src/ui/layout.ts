import { type ReadonlySignal, signal } from '@preact/signals'

const query = globalThis.matchMedia?.('(min-width: 60rem)')
const matches = signal(query?.matches ?? false)
query?.addEventListener('change', () => { matches.value = query.matches })

/** Room for a list and a pane beside it, with the tabs as a rail. */
export const wide: ReadonlySignal<boolean> = matches

/** Asked for in the middle of a change to the page, `innerHeight` lays out what is there: it is kept. */
let height = globalThis.innerHeight ?? 0
globalThis.addEventListener?.('resize', () => { height = innerHeight })

/** How high the window is, in CSS pixels. */
export const windowHeight = (): number => height
