/// <reference lib="webworker" />
/**
 * The service worker: keeps the app's own files, by content, and nothing else. It answers for the
 * app's two pages and their files; everything else (`/api/`, calendars, badges, files to save)
 * goes to the network untouched. A new version waits until the user says "Update".
 */
declare const self: ServiceWorkerGlobalScope
declare const __PRECACHE__: { version: string; addresses: string[] }

const { version, addresses } = __PRECACHE__
const PREFIX = 'shell-'
const CACHE = PREFIX + version
const PAGES = ['/', '/c/']
const kept = new Set(addresses)

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('message', (event) => {
  if (event.data === 'update') void self.skipWaiting()
})
self.addEventListener('notificationclick', (event) => event.waitUntil(openFrom(event.notification)))
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== location.origin || !kept.has(pathname)) return
  if (event.request.mode === 'navigate' && !PAGES.includes(pathname)) return
  event.respondWith(answer(pathname, event.request))
})

/** All files or none; those named by their content are taken over from an older version. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  await Promise.all(addresses.map(async (address) => {
    const known = address.startsWith('/assets/') ? await caches.match(address) : undefined
    const response = known ?? await fetch(address, { cache: 'no-cache' })
    if (!response.ok || response.redirected) throw new Error(`${response.status} ${address}`)
    await cache.put(address, response)
  }))
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** A reminder was pressed: the app comes to the front at what it is about. */
async function openFrom(notification: Notification): Promise<void> {
  notification.close()
  const { address } = (notification.data ?? { address: '/' }) as { address: string }
  const [open] = await self.clients.matchAll({ type: 'window' })
  if (!open) return void await self.clients.openWindow(address)
  await open.focus()
  await open.navigate(address)
}

async function answer(pathname: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(pathname)) ?? fetch(request)
}

export {}
