import { useEffect, useState } from 'preact/hooks'
import calendarDays from 'lucide:calendar-days'
import { Button } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Part } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { type CalendarAddress, calendarAddress, makeCalendarAddress, renewCalendarAddress } from './calendar.ts'

const said = words.accounts.calendar

/** My agenda in my calendar: make the address, copy it, replace it. */
export function Calendar() {
  const [known, setKnown] = useState<CalendarAddress | undefined>(undefined)
  const [renewing, setRenewing] = useState(false)
  useEffect(() => { void calendarAddress().then(setKnown) }, [])
  const address = known?.kind === 'known' ? known.address : null

  const make = async (): Promise<void> => setKnown(await makeCalendarAddress())
  const renew = async (): Promise<void> => {
    setRenewing(false)
    const made = await renewCalendarAddress()
    if (made.kind === 'unreachable') return toast(said.later)
    setKnown(made)
    toast(said.renewed)
  }
  return (
    <>
      <Part title={said.title} />
      <div class="list">
        <div class="fact"><Icon of={calendarDays} /><span class="b"><b>{said.lead}</b><small>{known?.kind === 'unreachable' ? said.later : said.hint}</small></span></div>
        {address && <input class="settings-address" readOnly value={address} aria-label={said.field} onFocus={(event) => event.currentTarget.select()} />}
        {known?.kind === 'known' && (
          <div class="btns settings-acts">
            {address
              ? <><Button small look="soft" onClick={() => copy(address)}>{said.copy}</Button><Button small look="line" onClick={() => setRenewing(true)}>{said.renew}</Button></>
              : <Button small look="soft" onClick={make}>{said.make}</Button>}
          </div>
        )}
      </div>
      {renewing && (
        <Sheet title={said.renewTitle} onClose={() => setRenewing(false)}>
          <p>{said.renewBody}</p>
          <div class="stack">
            <Button full onClick={renew}>{said.renew}</Button>
            <Button full look="line" onClick={() => setRenewing(false)}>{words.accounts.cancel}</Button>
          </div>
        </Sheet>
      )}
    </>
  )
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    toast(said.copied)
  } catch {
    document.querySelector<HTMLInputElement>('.settings-address')?.select() // refused: it is selected, to be copied by hand
  }
}
