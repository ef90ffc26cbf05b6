/** The service worker: kept registered, and a new version held until the user wants it. */
import { signal } from '@preact/signals'
import { scriptAddress } from './trusted.ts'

/** A new version is there and waits for `update()`. */
export const updateReady = signal(false)
const CHECK_MINUTES = 60
let waiting: ServiceWorker | undefined

export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  let controlled = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (controlled) location.reload()
    controlled = true
  })
  const registration = await navigator.serviceWorker.register(scriptAddress('/sw.js'), { updateViaCache: 'none' })
  notice(registration)
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => notice(registration))
  })
  const check = (): void => void registration.update().catch(() => undefined)
  setInterval(check, CHECK_MINUTES * 60_000)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) check() })
}

function notice(registration: ServiceWorkerRegistration): void {
  if (!registration.waiting || !registration.active) return
  waiting = registration.waiting
  updateReady.value = true
}

/** Change to the new version: every tab of the app starts over, and what was typed is in the database. */
export function update(): void {
  waiting?.postMessage('update')
}

/** Not now: the notice goes until the app is opened again. */
export function later(): void {
  updateReady.value = false
}
