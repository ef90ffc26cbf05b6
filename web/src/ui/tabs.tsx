import calendarDays from 'lucide:calendar-days'
import qrCode from 'lucide:qr-code'
import sun from 'lucide:sun'
import users from 'lucide:users-round'
import * as words from '../words/index.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { link } from './router.ts'

const TABS = [
  { name: 'today', icon: sun, screens: ['today'] },
  { name: 'programme', icon: calendarDays, screens: ['programme', 'posters', 'plan'] },
  { name: 'card', icon: qrCode, screens: ['card', 'scan'] },
  { name: 'people', icon: users, screens: ['people', 'follow-up'] },
] as const

/** The four places of the app: a bar at the thumb, a rail on a wide screen. */
export function Tabs({ current, due, name }: { current: string; due: number; name: string }) {
  return (
    <nav class="tabs" aria-label={words.ui.main}>
      {TABS.map((tab) => (
        <a key={tab.name} href={link(tab.name)} aria-current={(tab.screens as readonly string[]).includes(current) ? 'page' : undefined}>
          <span>
            <Icon of={tab.icon} size="tab" />
            {tab.name === 'people' && due > 0 && <i class="n" aria-hidden="true">{due}</i>}
          </span>
          {words.ui.tabs[tab.name]}
          {tab.name === 'people' && due > 0 && <i class="vh">{words.ui.due(due)}</i>}
        </a>
      ))}
      <a class="me" href={link('settings')} aria-current={current === 'settings' ? 'page' : undefined}>
        <Avatar name={name} />
        {words.ui.settings}
      </a>
    </nav>
  )
}
