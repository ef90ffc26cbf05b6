import './calendar.css'
import { useEffect, useState } from 'preact/hooks'
import calendarSync from 'lucide:calendar-sync'
import clockIcon from 'lucide:clock'
import copyIcon from 'lucide:copy'
import download from 'lucide:download'
import monitor from 'lucide:monitor'
import refresh from 'lucide:refresh-cw'
import trash from 'lucide:trash-2'
import { clock } from '../../platform/clock.ts'
import { account, syncState } from '../../platform/sync-state.ts'
import { view } from '../../platform/view.ts'
import { Button } from '../../ui/controls.tsx'
import { Notice } from '../../ui/empty.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { saveFile } from '../../ui/save-file.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { agendaEntries, CALENDAR_TYPE, calendarFile } from '../programme/calendar-file.ts'
import { googleSubscription, outlookSubscription, webcalAddress } from '../programme/calendar-links.ts'
import type { Programme } from '../programme/programme.ts'
import { programme as current } from '../programme/programmes.ts'
import { type CalendarAddress, calendarAddress, makeCalendarAddress, removeCalendarAddress, renewCalendarAddress } from './calendar.ts'

const said = words.calendar

/** My agenda in my own calendar: by an address that it fetches, or as a copy. */
export function Calendar(_: { parts: string[] }) {
  return (
    <Screen title={said.title} up={{ label: said.back, fallback: link('today') }}>
      <h1 class="big" tabIndex={-1}>{said.lead}</h1>
      <Part title={said.subscribe} />
      <Subscription />
      {current.value && <Copy programme={current.value} />}
    </Screen>
  )
}

function Subscription() {
  // While another account is signed in, or none, the calendar would be somebody else's.
  const mine = account.value !== null && !['bound', 'signed-out'].includes(syncState.value.phase)
  const [known, setKnown] = useState<CalendarAddress | undefined>(undefined)
  const read = (): void => { void calendarAddress().then(setKnown) }
  useEffect(() => { if (mine) read() }, [mine])
  if (!mine || known?.kind === 'signed-out') return <SignIn expired={account.value !== null} />
  if (known === undefined) return <p class="meta">{said.private}</p>
  if (known.kind === 'unreachable') return <><p class="meta">{said.later}</p><div class="stack cal-acts"><Button look="soft" onClick={read}>{said.tryAgain}</Button></div></>
  if (known.address === null) {
    const make = async (): Promise<void> => {
      const made = await makeCalendarAddress()
      if (made.kind === 'known') setKnown(made)
      else toast(said.later)
    }
    return <><p class="meta">{said.private}</p><div class="stack cal-acts"><Button full onClick={make}>{said.make}</Button></div></>
  }
  return <Address address={known.address} onChange={setKnown} />
}

function SignIn({ expired }: { expired: boolean }) {
  return (
    <>
      <p class="meta">{expired ? said.expired : said.needsSignIn}</p>
      <div class="stack cal-acts"><Button full href={link('sign-in')}>{said.signIn}</Button></div>
    </>
  )
}

function Address({ address, onChange }: { address: string; onChange: (known: CalendarAddress) => void }) {
  return (
    <>
      <Notice icon={clockIcon} title={said.today} />
      <div class="list">
        <Way icon={calendarSync} address={webcalAddress(address)} title={said.apple} hint={said.appleHint} />
        <Way icon={calendarSync} address={googleSubscription(address)} title={said.google} hint={said.googleHint} out />
        <Way icon={calendarSync} address={outlookSubscription(address)} title={said.outlook} hint={said.outlookHint} />
      </div>
      <div class="list cal-address">
        <input readOnly value={address} aria-label={said.field} onFocus={(event) => event.currentTarget.select()} />
        <button class="fact" type="button" onClick={() => copy(address)}><Icon of={copyIcon} /><span class="b"><b>{said.copy}</b></span></button>
        <div class="fact"><Icon of={monitor} /><span class="b"><small>{said.android}</small></span></div>
      </div>
      <p class="meta cal-note">{said.private}</p>
      <Changes onChange={onChange} />
    </>
  )
}

function Way({ icon, address, title, hint, out }: { icon: Shapes; address: string; title: string; hint: string; out?: boolean }) {
  const away = out ? { target: '_blank', rel: 'noreferrer noopener' } : {}
  return <a class="fact" href={address} {...away}><Icon of={icon} /><span class="b"><b>{title}</b><small>{hint}</small></span></a>
}

/** Another address, or none: each asks, and says what stops. */
function Changes({ onChange }: { onChange: (known: CalendarAddress) => void }) {
  const [asking, setAsking] = useState<'renew' | 'remove' | undefined>(undefined)
  const act = async (work: () => Promise<CalendarAddress>, done: string): Promise<void> => {
    setAsking(undefined)
    const made = await work()
    if (made.kind === 'unreachable') return toast(said.later)
    onChange(made)
    if (made.kind === 'known') toast(done)
  }
  return (
    <>
      <Part title={said.change} />
      <div class="list">
        <button class="fact" type="button" onClick={() => setAsking('renew')}><Icon of={refresh} /><span class="b"><b>{said.renew}</b><small>{said.renewHint}</small></span></button>
        <button class="fact" type="button" onClick={() => setAsking('remove')}><Icon of={trash} /><span class="b"><b>{said.remove}</b><small>{said.removeHint}</small></span></button>
      </div>
      {asking === 'renew' && (
        <Ask title={said.renewTitle} body={said.renewBody} act={said.renew} onClose={() => setAsking(undefined)} onYes={() => act(renewCalendarAddress, said.renewed)} />
      )}
      {asking === 'remove' && (
        <Ask title={said.removeTitle} body={said.removeBody} act={said.remove} onClose={() => setAsking(undefined)} onYes={() => act(removeCalendarAddress, said.removed)} />
      )}
    </>
  )
}

function Ask({ title, body, act, onClose, onYes }: { title: string; body: string; act: string; onClose: () => void; onYes: () => unknown }) {
  return (
    <Sheet title={title} onClose={onClose}>
      <p>{body}</p>
      <div class="stack">
        <Button full onClick={onYes}>{act}</Button>
        <Button full look="line" onClick={onClose}>{said.cancel}</Button>
      </div>
    </Sheet>
  )
}

function Copy({ programme }: { programme: Programme }) {
  const mine = agendaEntries(programme, view.value)
  const save = (): void => {
    saveFile(`${programme.event.slug}-agenda.ics`, calendarFile(mine, clock.now(), programme.version), CALENDAR_TYPE)
    toast(said.saved)
  }
  return (
    <>
      <Part title={said.once} />
      {mine.length === 0
        ? <p class="meta">{said.nothing}</p>
        : (
          <div class="list">
            <button class="fact" type="button" onClick={save}><Icon of={download} /><span class="b"><b>{said.save(mine.length)}</b><small>{said.onceHint}</small></span></button>
          </div>
        )}
    </>
  )
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    toast(said.copied)
  } catch {
    document.querySelector<HTMLInputElement>('.cal-address input')?.select() // refused: it is selected, to be copied by hand
  }
}
