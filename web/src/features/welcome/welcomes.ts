/** The first run: who I am and where; nothing else is asked. */
import { signal } from '@preact/signals'
import { keepSetting, setting } from '../../platform/db.ts'
import { account } from '../../platform/sync-state.ts'
import { view } from '../../platform/view.ts'
import { setCardField } from '../card/my-card.ts'
import { chooseEvent } from '../programme/programmes.ts'

const started = signal(false)

/** Whether this profile, which is being opened, was ever started; read once, before the first screen. */
export async function readStarted(opening: Promise<void>): Promise<boolean> {
  const [said] = await Promise.all([setting<boolean>('started'), opening])
  started.value = said === true || account.value !== null || view.value.all('event').length > 0
  return started.value
}

/** Start as `name`, at an event or (the empty slug) at none today. */
export async function start(name: string, event: string): Promise<void> {
  await setCardField('name', name.trim())
  await chooseEvent(event)
  await keepSetting('started', true)
  started.value = true
}
