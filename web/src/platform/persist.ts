/** Keeps the browser from clearing what this phone alone holds. */
import { onPost } from './outbox.ts'

/** Ask for durable storage at the first capture: by then there is something to lose. */
export function persistAtFirstCapture(): void {
  let asked = false
  onPost(() => {
    if (asked) return
    asked = true
    void navigator.storage?.persist?.().catch(() => false)
  })
}
