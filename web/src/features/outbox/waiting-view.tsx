import { useEffect, useState } from 'preact/hooks'
import hardDriveDownload from 'lucide:hard-drive-download'
import shieldCheck from 'lucide:shield-check'
import { lastBackup } from '../../platform/backup.ts'
import { account, type SyncState, syncState } from '../../platform/sync-state.ts'
import { syncNow } from '../../platform/sync.ts'
import { update } from '../../platform/update.ts'
import { outbox } from '../../platform/view.ts'
import { Button } from '../../ui/controls.tsx'
import { Empty, Notice } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { clockTime, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { needsYou } from './entries.ts'
import { EntryNeedingYou, EntryWaiting } from './entry-view.tsx'
import { saveBackup } from './save-backup.ts'
import './waiting.css'

const said = words.outbox
const SHOWN = 100

type Situation = 'stuck' | 'here' | 'idle' | 'sending' | 'unreachable' | 'signedOut' | 'bound' | 'outdated'

/** Everything the server does not hold yet: first that it is saved, then each with its state. */
export function Waiting(_: { parts: string[] }) {
  const entries = outbox.value
  const stuck = entries.filter(needsYou)
  const waiting = entries.filter((entry) => !needsYou(entry))
  const state = situationOf(account.value, syncState.value)
  const situation = state === 'idle' && waiting.length === 0 ? 'stuck' : state
  return (
    <Screen title={said.title} up={{ label: said.back, fallback: link('today') }}>
      <header class="waiting-head"><p class="over">{said.over[situation]}</p><h1 class="big" tabIndex={-1}>{said.title}</h1></header>
      {entries.length === 0
        ? <AllSent />
        : <Notice icon={shieldCheck} title={said.saved} acts={<Act situation={situation} />}>{why(situation)}</Notice>}
      {stuck.length > 0 && (
        <>
          <Part title={said.needsYou} act={<span class="num">{stuck.length}</span>} />
          {stuck.map((entry) => <EntryNeedingYou key={entry.id} entry={entry} />)}
        </>
      )}
      {waiting.length > 0 && (
        <>
          <Part title={said.waiting} act={<span class="num">{waiting.length}</span>} />
          {waiting.length > SHOWN && <p class="hint">{said.more(waiting.length - SHOWN)}</p>}
          <div class="list">{waiting.slice(-SHOWN).map((entry) => <EntryWaiting key={entry.id} entry={entry} />)}</div>
        </>
      )}
      <Backup />
    </Screen>
  )
}

function situationOf(signedIn: string | null, { phase }: SyncState): Situation {
  if (phase === 'outdated') return 'outdated'
  if (signedIn === null) return 'here'
  return phase === 'signed-out' ? 'signedOut' : phase
}

function why(situation: Situation): string {
  const words = said.why[situation]
  return typeof words === 'string' ? words : words(syncState.value.bound_to ?? '')
}

function Act({ situation }: { situation: Situation }) {
  switch (situation) {
    case 'here': case 'signedOut': case 'bound': return <Button look="text" href={link('sign-in')}>{said.signIn}</Button>
    case 'outdated': return <Button look="text" onClick={update}>{said.update}</Button>
    case 'sending': case 'stuck': return null
    default: return <Button look="text" onClick={() => void syncNow()}>{said.tryNow}</Button>
  }
}

function AllSent() {
  const { sent_at: sentAt } = syncState.value
  return <Empty title={said.empty}>{sentAt ? said.emptyBody(clockTime(new Date(sentAt))) : said.emptyHere}</Empty>
}

function Backup() {
  const [saved, setSaved] = useState<string | undefined>(undefined)
  useEffect(() => { void lastBackup().then(setSaved) }, [])
  const save = async (): Promise<void> => {
    await saveBackup()
    setSaved(await lastBackup())
    toast(said.backupSaved)
  }
  const when = (moment: Date): string => `${mediumDay(moment)}, ${clockTime(moment)}`
  return (
    <div class="list waiting-backup">
      <button class="fact" type="button" onClick={save}>
        <Icon of={hardDriveDownload} />
        <span class="b"><b>{said.backup}</b><small>{saved ? said.lastBackup(when(new Date(saved))) : said.neverBackedUp}</small></span>
        <span class="go">{said.save}</span>
      </button>
    </div>
  )
}
