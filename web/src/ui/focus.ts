/** The focus is never nowhere: when what had it goes, what is left around it takes it. */

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex]'

/** What has the focus, and all that is around it. */
let held: Element[] = []

export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => { held = around(target as Element) })
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    // Who taps beside it wants it nowhere; what was removed is gone only after this.
    if (!relatedTarget) queueMicrotask(() => { if ((target as Element).isConnected && document.hasFocus()) held = [] })
  })
  new MutationObserver(() => {
    if (document.activeElement !== document.body || (held[0]?.isConnected ?? true)) return
    const left = held.find((one) => one.isConnected)
    held = []
    const next = left?.closest('main') && left.querySelector<HTMLElement>(FOCUSABLE)
    ;(next || document.querySelector<HTMLElement>('h1'))?.focus({ preventScroll: true })
  }).observe(document.body, { childList: true, subtree: true })
}

function around(element: Element): Element[] {
  const found = []
  for (let one: Element | null = element; one; one = one.parentElement) found.push(one)
  return found
}
