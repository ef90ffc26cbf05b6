/**
 * Addresses after the `#`: they work offline, and the server never sees them. A new screen starts
 * at its top with the focus on its heading; going back finds the place it was left at.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import { wide } from './layout.ts'

export interface Route {
  /** `#/people/0197` is `['people', '0197']`. */
  parts: string[]
  query: URLSearchParams
}

interface Place {
  at: number
}

const current = signal<Route>(parse(globalThis.location?.hash ?? ''))
const scrolls = new Map<number, number>()
const visited = new Map<number, string>()
let place = 0

export const route: ReadonlySignal<Route> = current

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  return { parts: path.split('/').filter(Boolean).map(decode), query: new URLSearchParams(query) }
}

/** The address of a screen: `link('people', id)`. */
export const link = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`

/** Go to `link(…)`; `replace` leaves no step back to where we are. */
export function go(address: string, options: { replace?: boolean } = {}): void {
  if (address === location.hash) return
  if (!options.replace) {
    location.hash = address
    return
  }
  history.replaceState({ at: place } satisfies Place, '', address)
  visited.set(place, address)
  enter()
}

/** Where one step back would lead, within the app. */
export function previous(): Route | undefined {
  const address = visited.get(place - 1)
  return address === undefined ? undefined : parse(address)
}

/** Up to `fallback`: one step back if that is where one came from, so that its place is found again. */
export function back(fallback: string): void {
  const from = visited.get(place - 1)?.split('?')[0]
  if (from === fallback) history.back()
  else go(fallback, { replace: place === 0 })
}

/** Listen to the browser; called once, at start. */
export function startRouter(): void {
  history.scrollRestoration = 'manual'
  place = (history.state as Place | null)?.at ?? 0 // a reload stays where it was
  history.replaceState({ at: place } satisfies Place, '')
  visited.set(place, location.hash)
  window.addEventListener('popstate', (event) => {
    scrolls.set(place, scrollY)
    const known = (event.state as Place | null)?.at
    place = known ?? place + 1
    if (known === undefined) history.replaceState({ at: place } satisfies Place, '')
    visited.set(place, location.hash)
    enter(known === undefined ? undefined : scrolls.get(place))
  })
}

function enter(scroll = 0): void {
  const from = current.value
  current.value = parse(location.hash)
  const stays = wide.value && from.parts[0] === current.value.parts[0]
  requestAnimationFrame(() => {
    if (!stays) scrollTo(0, scroll)
    const heading = document.querySelector<HTMLElement>('.pane [data-heading]') ?? document.querySelector<HTMLElement>('h1')
    heading?.focus({ preventScroll: true })
  })
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
