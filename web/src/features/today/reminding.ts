/** Reminders while the app is open: what is shown now, and what was shown already. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { clock } from '../../platform/clock.ts'
import { keepSetting, setting, write } from '../../platform/db.ts'
import { view } from '../../platform/view.ts'
import { now } from '../../ui/now.ts'
import { route } from '../../ui/router.ts'
import { programme } from '../programme/programmes.ts'
import { dueOf, minutesTo, type ReminderSettings, remindAt, type Upcoming, upcomingOf, USUAL } from './reminders.ts'

const chosen = signal<ReminderSettings>(USUAL)
const shown = signal<Upcoming[]>([])
const done = new Set<string>()
const opened = new Map<string, number>()
const MOST_KEPT = 200
/** Who has just read a session's page knows of it. */
const JUST_OPENED_MS = 3 * 60_000
const VIBRATION = [80, 60, 80]

export const reminderSettings: ReadonlySignal<ReminderSettings> = chosen
/** What there is to be reminded of, until it is dismissed or begins. */
export const reminders: ReadonlySignal<Upcoming[]> = shown

export async function keepReminderSettings(change: Partial<ReminderSettings>): Promise<void> {
  chosen.value = { ...chosen.value, ...change }
  await keepSetting('reminders', chosen.value)
}

export function dismiss(key: string): void {
  shown.value = shown.value.filter((one) => one.key !== key)
}

/** A reminder as a notification of the browser: the words are the caller's. */
type Notify = (one: Upcoming) => void

let known: Set<string> | undefined

/** Watch the clock, the agenda and the programme from now on; called once. */
export async function startReminding(notify: Notify): Promise<void> {
  chosen.value = { ...USUAL, ...(await setting<Partial<ReminderSettings>>('reminders')) }
  for (const key of (await setting<string[]>('reminded')) ?? []) done.add(key)
  effect(() => {
    const [name, , session] = route.value.parts
    if (name === 'programme' && session) opened.set(session, clock.now().getTime())
  })
  effect(() => look(notify))
}

function look(notify: Notify): void {
  const loaded = programme.value
  const moment = now.value
  const settings = chosen.value
  const upcoming = loaded ? upcomingOf(loaded, view.value) : []
  // Moved, cancelled, taken off or begun: it is not what there is to be reminded of any more.
  const keys = new Set(upcoming.filter((one) => minutesTo(one.start, moment) > 0).map((one) => one.key))
  if (shown.peek().some((one) => !keys.has(one.key))) shown.value = shown.peek().filter((one) => keys.has(one.key))
  if (!loaded) return
  // What was planned this minute for the next is no news to who planned it; what moved is.
  for (const one of known ? upcoming.filter((each) => !known?.has(thing(each))) : []) {
    if (remindAt(one, settings.lead) <= moment) void claim(one.key)
  }
  known = new Set(upcoming.map(thing))
  for (const one of dueOf(upcoming, moment, settings, loaded.event.timezone, done)) {
    const readNow = moment.getTime() - (opened.get(one.id) ?? 0) < JUST_OPENED_MS
    void claim(one.key).then((mine) => { if (mine && !readNow) remind(one, notify) })
  }
}

/** What a key is of, whenever it starts. */
const thing = ({ key }: Upcoming): string => key.split('@')[0] ?? key

function remind(one: Upcoming, notify: Notify): void {
  shown.value = [...shown.peek(), one]
  if (document.hidden) {
    if (chosen.peek().notify) notify(one)
  } else if (chosen.peek().vibrate) navigator.vibrate?.(VIBRATION)
}

/** Take a reminder for this tab: of several tabs, and after a reload, one shows it once. */
async function claim(key: string): Promise<boolean> {
  done.add(key)
  return write(['settings'], async (tx) => {
    const settings = tx.objectStore('settings')
    const kept = ((await settings.get('reminded')) as string[] | undefined) ?? []
    if (kept.includes(key)) return false
    await settings.put([...kept, key].slice(-MOST_KEPT), 'reminded')
    return true
  })
}
