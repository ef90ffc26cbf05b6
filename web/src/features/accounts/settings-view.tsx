import { useEffect, useState } from 'preact/hooks'
import alarm from 'lucide:alarm-clock'
import calendarDays from 'lucide:calendar-days'
import cloudUpload from 'lucide:cloud-upload'
import filePlus from 'lucide:file-plus'
import hardDriveDownload from 'lucide:hard-drive-download'
import logOut from 'lucide:log-out'
import qrCode from 'lucide:qr-code'
import smartphone from 'lucide:smartphone'
import star from 'lucide:star'
import userRound from 'lucide:user-round'
import { lastBackup } from '../../platform/backup.ts'
import { renewCode } from '../../platform/profile.ts'
import { account, syncState } from '../../platform/sync-state.ts'
import { outbox } from '../../platform/view.ts'
import { Button } from '../../ui/controls.tsx'
import { Notice } from '../../ui/empty.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { toast } from '../../ui/toast.tsx'
import { clockTime, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { saveBackup } from '../outbox/save-backup.ts'
import './settings.css'
import { SignOut } from './sign-out-view.tsx'

const said = words.accounts
/** The build names the app's first file after everything in it. */
const version = (): string =>
  /-([\w-]{8})\.js$/.exec(document.querySelector<HTMLScriptElement>('script[src*="/assets/"]')?.src ?? '')?.[1] ?? 'development'

/** Who this phone is, what is only on it, and the ways out. */
export function Settings(_: { parts: string[] }) {
  return (
    <Screen title={said.title} side={<SyncChip />}>
      <Account />
      <Mine />
      <OnThisPhone />
      <Code />
      {account.value && <Leave email={account.value} />}
      <p class="settings-about">{said.version(version())}</p>
    </Screen>
  )
}

function Account() {
  const email = account.value
  const { phase, bound_to: owner } = syncState.value
  const signIn = <Button small href={link('sign-in')}>{said.signIn.title}</Button>
  return (
    <>
      {email && phase === 'signed-out' && <Notice icon={userRound} title={said.goOn} acts={signIn}>{said.expired(email)}</Notice>}
      {phase === 'bound' && <Notice bad icon={userRound} title={said.bound.title(owner ?? '')} acts={signIn}>{said.bound.body}</Notice>}
      <Part title={said.account} />
      <div class="list">
        {email
          ? <Fact icon={userRound} title={email}>{said.signedIn}</Fact>
          : <Fact icon={smartphone} title={said.onlyHere}>{said.onlyHereHint}</Fact>}
      </div>
      {!email && <div class="stack settings-in"><Button full href={link('sign-in')}>{said.signIn.title}</Button></div>}
    </>
  )
}

function Mine() {
  return (
    <>
      <Part title={said.mine.title} />
      <div class="list">
        <Way to="calendar" icon={calendarDays} title={said.mine.calendar}>{said.mine.calendarHint}</Way>
        <Way to="reminders" icon={alarm} title={said.mine.reminders}>{said.mine.remindersHint}</Way>
        <Way to="favourites" icon={star} title={said.mine.favourites}>{said.mine.favouritesHint}</Way>
        <Way to="add" icon={filePlus} title={words.programme.switcher.add}>{words.programme.switcher.addHint}</Way>
      </div>
    </>
  )
}

function Way({ to, icon, title, children }: { to: string; icon: Shapes; title: string; children: string }) {
  return <a class="fact" href={link(to)}><Icon of={icon} /><span class="b"><b>{title}</b><small>{children}</small></span></a>
}

function OnThisPhone() {
  const [saved, setSaved] = useState<string | undefined>(undefined)
  useEffect(() => { void lastBackup().then(setSaved) }, [])
  const waiting = outbox.value.length
  const save = async (): Promise<void> => {
    await saveBackup()
    setSaved(await lastBackup())
    toast(said.phone.saved)
  }
  return (
    <>
      <Part title={said.phone.title} />
      <div class="list">
        <a class="fact" href={link('waiting')}>
          <Icon of={cloudUpload} />
          <span class="b"><b>{said.phone.waiting}</b><small>{waiting ? said.phone.waits(waiting) : said.phone.nothingWaits}</small></span>
        </a>
        <button class="fact" type="button" onClick={save}>
          <Icon of={hardDriveDownload} />
          <span class="b"><b>{said.phone.backup}</b><small>{saved ? said.phone.lastBackup(when(saved)) : said.phone.neverBackedUp}</small></span>
          <span class="go">{said.phone.save}</span>
        </button>
      </div>
    </>
  )
}

function Code() {
  const [asking, setAsking] = useState(false)
  const renew = async (): Promise<void> => {
    setAsking(false)
    await renewCode()
    toast(said.code.done)
  }
  return (
    <>
      <Part title={said.code.title} />
      <div class="list">
        <button class="fact" type="button" onClick={() => setAsking(true)}>
          <Icon of={qrCode} /><span class="b"><b>{said.code.renew}</b><small>{said.code.hint}</small></span>
        </button>
      </div>
      {asking && (
        <Sheet title={said.code.ask} onClose={() => setAsking(false)}>
          <p>{said.code.body}</p>
          <div class="stack">
            <Button full onClick={renew}>{said.code.yes}</Button>
            <Button full look="line" onClick={() => setAsking(false)}>{said.cancel}</Button>
          </div>
        </Sheet>
      )}
    </>
  )
}

function Leave({ email }: { email: string }) {
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <div class="stack settings-leave"><Button full look="line" icon={logOut} onClick={() => setLeaving(true)}>{said.signOut.act}</Button></div>
      {leaving && <SignOut email={email} onClose={() => setLeaving(false)} />}
    </>
  )
}

function Fact({ icon, title, children }: { icon: Shapes; title: string; children: string }) {
  return <div class="fact"><Icon of={icon} /><span class="b"><b>{title}</b><small>{children}</small></span></div>
}

function when(iso: string): string {
  const moment = new Date(iso)
  return `${mediumDay(moment)}, ${clockTime(moment)}`
}
