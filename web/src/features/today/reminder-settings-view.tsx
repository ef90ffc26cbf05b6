import './reminders.css'
import { useState } from 'preact/hooks'
import { deviceZone } from '../../platform/clock.ts'
import { Segments, Switch } from '../../ui/controls.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { city } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { programme } from '../programme/programmes.ts'
import { LEADS } from './reminders.ts'
import { keepReminderSettings, reminderSettings } from './reminding.ts'

const said = words.reminders

/** How long before, how, and when not. */
export function ReminderScreen(_: { parts: string[] }) {
  const settings = reminderSettings.value
  const zone = programme.value?.event.timezone ?? deviceZone()
  return (
    <Screen title={said.title} up={{ label: said.back, fallback: link('settings') }}>
      <h1 class="big" tabIndex={-1}>{said.title}</h1>
      <p class="meta">{said.lead}</p>
      <Part title={said.when} />
      <div class="rem-leads"><Segments
        label={said.when} flat choices={LEADS.map((lead) => ({ value: lead, label: lead === 0 ? said.off : said.before(lead) }))}
        value={settings.lead} onChange={(lead) => keepReminderSettings({ lead })}
      /></div>
      <p class="meta rem-when">{said.whenHint}</p>
      <div class="list">
        <div class="fact"><span class="b"><b>{said.vibrate}</b><small>{said.vibrateHint}</small></span><Switch label={said.vibrate} on={settings.vibrate} onChange={(vibrate) => keepReminderSettings({ vibrate })} /></div>
        <Notifications on={settings.notify} />
      </div>
      <Part title={said.quiet} />
      <div class="list">
        <div class="quiet-hours">
          <Time label={said.from} value={settings.from} onChange={(from) => keepReminderSettings({ from })} />
          <Time label={said.to} value={settings.to} onChange={(to) => keepReminderSettings({ to })} />
        </div>
      </div>
      <p class="meta rem-when">{settings.from === settings.to ? said.quietNone : said.quietHint(city(zone))}</p>
    </Screen>
  )
}

/** The browser is asked for its permission by this switch and by nothing else. */
function Notifications({ on }: { on: boolean }) {
  const [permission, setPermission] = useState<NotificationPermission | 'absent'>(globalThis.Notification?.permission ?? 'absent')
  const change = async (wanted: boolean): Promise<void> => {
    const answer = wanted && permission === 'default' ? await Notification.requestPermission() : permission
    setPermission(answer)
    await keepReminderSettings({ notify: wanted && answer === 'granted' })
  }
  const hint = permission === 'absent' ? said.notifyAbsent : permission === 'denied' ? said.notifyDenied : said.notifyHint
  return (
    <div class="fact">
      <span class="b"><b>{said.notify}</b><small>{hint}</small></span>
      {['default', 'granted'].includes(permission) && <Switch label={said.notify} on={on && permission === 'granted'} onChange={change} />}
    </div>
  )
}

function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => unknown }) {
  return (
    <label class="field">
      <span class="lab">{label}</span>
      <input class="in" type="time" value={value} onChange={(event) => { if (event.currentTarget.value) void onChange(event.currentTarget.value) }} />
    </label>
  )
}
