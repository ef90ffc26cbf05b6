import calendarDays from 'lucide:calendar-days'
import calendarPlus from 'lucide:calendar-plus'
import download from 'lucide:download'
import { clock } from '../../platform/clock.ts'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { saveFile } from '../../ui/save-file.ts'
import { Sheet } from '../../ui/sheet.tsx'
import * as words from '../../words/index.ts'
import { CALENDAR_TYPE, calendarFile, entryOf } from './calendar-file.ts'
import { googleEntry, outlookEntry } from './calendar-links.ts'
import type { Item, Programme } from './programme.ts'

interface SheetProps {
  programme: Programme
  item: Item
  onClose: () => void
}

/** Ways of one session into a calendar: a copy each; the agenda's own address is what follows changes. */
export function CalendarSheet({ programme, item, onClose }: SheetProps) {
  const said = words.calendar.session
  const entry = entryOf(programme, item)
  const path = `/e/${encodeURIComponent(programme.event.slug)}/sessions/${encodeURIComponent(item.id)}.ics`
  // The server's file opens in the phone's calendar at once; without a network the phone makes its own.
  const offline = (event: MouseEvent): void => {
    if (navigator.onLine) return
    event.preventDefault()
    saveFile(`${item.id}.ics`, calendarFile([entry], clock.now(), programme.version), CALENDAR_TYPE)
  }
  return (
    <Sheet title={said.title} onClose={onClose}>
      <p class="meta">{said.copy}</p>
      <div class="list">
        <a class="fact" href={path} onClick={offline}><Icon of={download} /><span class="b"><b>{said.file}</b><small>{said.fileHint}</small></span></a>
        <Way icon={calendarPlus} address={googleEntry(entry)} title={said.google} hint={said.formHint} />
        <Way icon={calendarPlus} address={outlookEntry(entry)} title={said.outlook} hint={said.formHint} />
        <a class="fact" href={link('calendar')}><Icon of={calendarDays} /><span class="b"><b>{said.agenda}</b><small>{said.agendaHint}</small></span></a>
      </div>
    </Sheet>
  )
}

function Way({ icon, address, title, hint }: { icon: Shapes; address: string; title: string; hint: string }) {
  return <a class="fact" href={address} target="_blank" rel="noreferrer noopener"><Icon of={icon} /><span class="b"><b>{title}</b><small>{hint}</small></span></a>
}
