/** What just happened, said once: seen at the foot of the screen, and spoken. */
import { signal } from '@preact/signals'
import x from 'lucide:x'
import * as words from '../words/index.ts'
import { Icon } from './icon.tsx'

interface Toast {
  text: string
  undo?: () => unknown
}

const shown = signal<Toast | undefined>(undefined)
const spoken = signal('')
const SECONDS = 8
let timer: ReturnType<typeof setTimeout> | undefined

/** Show and speak `text`; with `undo`, a button that takes it back. The next one replaces it. */
export function toast(text: string, undo?: () => unknown): void {
  shown.value = { text, ...(undo ? { undo } : {}) }
  say(text)
  clearTimeout(timer)
  timer = setTimeout(dismiss, SECONDS * 1000)
}

/** Speak `text` to who listens; nothing is seen. */
export function say(text: string): void {
  // The same words twice are only read out when the text node changes.
  spoken.value = spoken.value === text ? `${text}\u00a0` : text
}

function dismiss(): void {
  shown.value = undefined
}

/** Mounted once, beside the screens. */
export function Toasts() {
  const current = shown.value
  return (
    <>
      <p class="vh" role="status" aria-live="polite">{spoken.value}</p>
      <div class="toasts">
        {current && (
          <div class="toast">
            <span aria-hidden="true">{current.text}</span>
            {current.undo && (
              <button class="txt" type="button" onClick={() => { current.undo?.(); dismiss() }}>{words.ui.undo}</button>
            )}
            <button class="icon" type="button" aria-label={words.ui.dismiss} onClick={dismiss}><Icon of={x} /></button>
          </div>
        )}
      </div>
    </>
  )
}
