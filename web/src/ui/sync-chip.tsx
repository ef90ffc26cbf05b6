import cloudAlert from 'lucide:cloud-alert'
import cloudCheck from 'lucide:cloud-check'
import cloudOff from 'lucide:cloud-off'
import cloudUpload from 'lucide:cloud-upload'
import smartphone from 'lucide:smartphone'
import { account, type SyncState, syncState } from '../platform/sync-state.ts'
import { outbox } from '../platform/view.ts'
import { clockTime } from '../words/format.ts'
import * as words from '../words/index.ts'
import { Icon, type Shapes } from './icon.tsx'
import { link } from './router.ts'

interface Shown {
  icon: Shapes
  text: string
  press?: boolean
}

/** Where the latest acts are: on this phone, on their way, or with the server. Leads to the outbox. */
export function SyncChip() {
  const { icon, text, press } = shown(account.value, syncState.value, outbox.value)
  return <a class={press ? 'state press' : 'state'} href={link('waiting')}><Icon of={icon} size="s" />{text}</a>
}

function shown(signedIn: string | null, state: SyncState, entries: readonly { state: string }[]): Shown {
  const waiting = entries.filter((entry) => entry.state === 'pending').length
  const stuck = entries.length - waiting
  if (stuck > 0) return { icon: cloudAlert, text: words.ui.sync.stuck(stuck), press: true }
  if (state.phase === 'outdated') return { icon: cloudAlert, text: words.ui.sync.outdated, press: true }
  if (!signedIn) return { icon: smartphone, text: words.ui.sync.here }
  if (state.phase === 'signed-out' || state.phase === 'bound') return { icon: cloudAlert, text: words.ui.sync.signIn, press: true }
  if (waiting > 0) return { icon: state.phase === 'unreachable' ? cloudOff : cloudUpload, text: words.ui.sync.waiting(waiting) }
  if (state.phase === 'unreachable') return { icon: cloudOff, text: words.ui.sync.offline }
  return { icon: cloudCheck, text: state.sent_at ? words.ui.sync.sentAt(clockTime(new Date(state.sent_at))) : words.ui.sync.sent }
}
