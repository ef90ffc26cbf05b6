/** The minute it is, for screens that say "24 min left". */
import { type ReadonlySignal, signal } from '@preact/signals'
import { clock } from '../platform/clock.ts'

const TICK_MS = 20_000
const ticking = signal(clock.now())
export const now: ReadonlySignal<Date> = ticking

/** Let it tick; called once, at start. A phone that wakes up is told at once. */
export function startClock(): void {
  const tick = (): void => { ticking.value = clock.now() }
  tick()
  setInterval(tick, TICK_MS)
  document.addEventListener('visibilitychange', tick)
}
