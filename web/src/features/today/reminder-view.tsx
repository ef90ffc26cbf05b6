import './reminders.css'
import { useEffect } from 'preact/hooks'
import alarm from 'lucide:alarm-clock'
import x from 'lucide:x'
import { IconButton } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { now } from '../../ui/now.ts'
import { link } from '../../ui/router.ts'
import { say } from '../../ui/toast.tsx'
import { duration } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { currentEvent } from '../programme/programmes.ts'
import { minutesTo, type Upcoming } from './reminders.ts'
import { dismiss, reminders, startReminding } from './reminding.ts'

const said = words.reminders

void startReminding((one) => void notify(one))

const pageOf = (one: Upcoming): string => (one.session && currentEvent.peek() ? link('programme', currentEvent.peek() ?? '', one.session) : link('today'))

const line = (one: Upcoming): string => {
  const minutes = minutesTo(one.start, now.value)
  return [minutes > 0 ? said.starts(duration(minutes)) : said.startsNow, one.place, one.walk > 0 && said.walk(duration(one.walk))].filter(Boolean).join(' · ')
}

/** A notification of the browser; pressing it opens the session (the service worker sees to that). */
async function notify(one: Upcoming): Promise<void> {
  if (globalThis.Notification?.permission !== 'granted') return
  const registration = await navigator.serviceWorker?.ready
  await registration?.showNotification(one.title, { body: line(one), tag: one.key, silent: true, data: { address: `/${pageOf(one)}` } })
}

/** What starts soon, over whatever screen is open. */
export function Reminders() {
  return (
    <aside class="reminders" aria-label={said.banner}>
      {reminders.value.map((one) => <Reminder key={one.key} one={one} />)}
    </aside>
  )
}

function Reminder({ one }: { one: Upcoming }) {
  useEffect(() => say(`${one.title}. ${line(one)}`), [one.key])
  return (
    <div class="reminder">
      <Icon of={alarm} />
      <a class="b" href={pageOf(one)} onClick={() => dismiss(one.key)}><b>{one.title}</b><small class="num">{line(one)}</small></a>
      <IconButton icon={x} label={said.dismiss(one.title)} onClick={() => dismiss(one.key)} />
    </div>
  )
}
