import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { clock } from '../../platform/clock.ts'
import { open, setting } from '../../platform/db.ts'
import { load } from '../../platform/outbox.ts'
import { rows } from '../../platform/view.ts'
import type { Upcoming } from './reminders.ts'

const START = new Date('2026-06-09T08:00:00Z')
const minutesBefore = (minutes: number) => new Date(START.getTime() - minutes * 60_000)
let time = minutesBefore(60)
clock.now = () => time

/** The app as it starts on a phone that holds a programme and what was kept of it. */
async function start(going: string[]) {
  vi.resetModules()
  const fresh = {
    clock: (await import('../../platform/clock.ts')).clock, view: await import('../../platform/view.ts'), now: await import('../../ui/now.ts'),
    programmes: await import('../programme/programmes.ts'), reminding: await import('./reminding.ts'),
  }
  fresh.clock.now = () => time
  const plan = (ids: string[]): void => { fresh.view.rows.value = ids.map((id) => ({ kind: 'agenda', id: `expo26/${id}`, event: 'expo26', session: id, value: 'going' })) }
  plan(going)
  await fresh.programmes.openProgrammes()
  const told: Upcoming[] = []
  const tick = async (to: Date): Promise<string[]> => {
    time = to
    document.dispatchEvent(new Event('visibilitychange'))
    // What was asked of the database before these is answered before them.
    for (let turn = 0; turn < 3; turn++) await setting('reminded')
    return fresh.reminding.reminders.value.map((one) => one.id)
  }
  fresh.now.startClock()
  await fresh.reminding.startReminding((one) => told.push(one))
  return { plan, tick, told, dismiss: fresh.reminding.dismiss, reminders: fresh.reminding.reminders }
}

const vibrate = vi.fn()
const session = (id: string) => ({ id, title: `Talk ${id}`, kind: 'talk', start: '2026-06-09T10:00+02:00', end: '2026-06-09T10:30+02:00' })

beforeEach(async () => {
  vibrate.mockClear()
  vi.stubGlobal('navigator', { vibrate })
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
  time = minutesBefore(60)
  const db = await open()
  for (const store of ['documents', 'settings', 'outbox'] as const) await db.clear(store)
  await db.put('settings', 'expo26', 'event')
  await db.put('documents', {
    index: { version: 1, event: { slug: 'expo26', name: 'Expo', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-09' }, rooms: [], tracks: [], people: [], sessions: [session('s1'), session('s2')] },
    details: {}, moves: {},
  }, 'programme/expo26')
  await load()
  rows.value = []
})

test('a session is reminded of once, over a dismissal and a new start of the app', async () => {
  const app = await start(['s1'])
  expect(await app.tick(minutesBefore(11))).toEqual([])
  expect(await app.tick(minutesBefore(10))).toEqual(['s1'])
  expect(await app.tick(minutesBefore(9))).toEqual(['s1'])
  expect(vibrate).toHaveBeenCalledTimes(1)
  app.dismiss(app.reminders.value[0]?.key ?? '')
  expect(await app.tick(minutesBefore(8))).toEqual([])
  const again = await start(['s1'])
  expect(await again.tick(minutesBefore(7))).toEqual([])
})

test('what began is not reminded of any more, and what is taken off is not either', async () => {
  const app = await start(['s1', 's2'])
  expect(await app.tick(minutesBefore(9))).toEqual(['s1', 's2'])
  app.plan(['s2'])
  expect(await app.tick(minutesBefore(8))).toEqual(['s2'])
  expect(await app.tick(START)).toEqual([])
})

test('what is planned a moment before it begins is no news to who planned it', async () => {
  const app = await start(['s1'])
  expect(await app.tick(minutesBefore(9))).toEqual(['s1'])
  app.plan(['s1', 's2'])
  expect(await app.tick(minutesBefore(8))).toEqual(['s1'])
})

test('a page behind another app says it as a notification where that was chosen, and shows it on return', async () => {
  const app = await start(['s1'])
  Object.assign(document, { hidden: true })
  expect(await app.tick(minutesBefore(10))).toEqual(['s1'])
  expect([app.told.length, vibrate.mock.calls.length]).toEqual([0, 0])
  const other = await start(['s1', 's2'])
  await (await import('./reminding.ts')).keepReminderSettings({ notify: true })
  await other.tick(minutesBefore(9))
  expect(other.told.map((one) => one.id)).toEqual(['s2'])
})
