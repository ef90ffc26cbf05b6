/** Work that waits until the phone has nothing better to do. */

const LATEST_MS = 300

/** Go on with `work` whenever nothing else is to do, until it returns false. Returns a way to stop it. */
export function whenIdle(work: () => boolean): () => void {
  const soon = (next: () => void): unknown =>
    ('requestIdleCallback' in globalThis ? requestIdleCallback(next, { timeout: LATEST_MS }) : setTimeout(next, 50))
  let stopped = false
  const next = (): void => { if (!stopped && work()) soon(next) }
  soon(next)
  return () => { stopped = true }
}

const FRAME_MS = 1000

/** Resolves when the next frame was painted and what it led to was done; soon at any rate, as in a tab behind others. */
export const painted = (): Promise<void> => new Promise((done) => {
  requestAnimationFrame(() => setTimeout(() => whenIdle(() => { done(); return false })))
  setTimeout(done, FRAME_MS)
})
