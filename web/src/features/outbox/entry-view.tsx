import { useState } from 'preact/hooks'
import bookmark from 'lucide:bookmark'
import idCard from 'lucide:id-card'
import mail from 'lucide:mail'
import pencilLine from 'lucide:pencil-line'
import qrCode from 'lucide:qr-code'
import scanLine from 'lucide:scan-line'
import userRound from 'lucide:user-round'
import type { Entry } from '../../platform/db.ts'
import { discard, sendAgain } from '../../platform/outbox.ts'
import { Button } from '../../ui/controls.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import { clockTime, dateKey, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { editable, reason, standing, told } from './entries.ts'

const said = words.outbox
const ICONS: Record<string, Shapes> = {
  'code.register': qrCode, 'card.set': idCard, 'scan.record': scanLine, 'note.save': pencilLine, 'agenda.set': bookmark, 'own.set': bookmark, 'overlap.keep': bookmark, 'changes.seen': bookmark,
  'visit.add': bookmark, 'visit.remove': bookmark, 'revisit.set': bookmark, 'session_note.save': pencilLine, 'message.event': mail,
}

/** One entry on its way. */
export function EntryWaiting({ entry }: { entry: Entry }) {
  return <div class="fact"><About entry={entry} /><small class="waiting-state">{standing(entry)}</small></div>
}

function About({ entry }: { entry: Entry }) {
  const { title, detail } = told(entry)
  return (
    <>
      <Icon of={ICONS[entry.kind] ?? userRound} />
      <span class="b"><b>{title}</b><small>{[when(new Date(entry.at)), detail].filter(Boolean).join(', ')}</small></span>
    </>
  )
}

/** One entry that does not go by itself: why, and the ways on. It holds up nothing. */
export function EntryNeedingYou({ entry }: { entry: Entry }) {
  const [open, setOpen] = useState<'edit' | 'drop' | undefined>(undefined)
  const close = (): void => setOpen(undefined)
  const again = async (): Promise<void> => {
    await sendAgain(entry)
    toast(said.sentAgain)
  }
  return (
    <div class="list">
      <div class="fact"><About entry={entry} /><small class="waiting-state">{standing(entry)}</small></div>
      <p class="waiting-why">{reason(entry)}</p>
      <div class="btns waiting-acts">
        {entry.state === 'aside' && <Button small look="soft" onClick={again}>{said.sendAgain}</Button>}
        {entry.state === 'refused' && editable(entry) && <Button small look="soft" onClick={() => setOpen('edit')}>{said.edit}</Button>}
        <Button small look="line" onClick={() => saveEntry(entry)}>{said.keepFile}</Button>
        <Button small look="line" onClick={() => setOpen('drop')}>{said.drop}</Button>
      </div>
      {open === 'edit' && <Edit entry={entry} onClose={close} />}
      {open === 'drop' && <Drop entry={entry} onClose={close} />}
    </div>
  )
}

function Edit({ entry, onClose }: { entry: Entry; onClose: () => unknown }) {
  const { member, text: before } = editable(entry) ?? { member: 'text', text: '' }
  const [text, setText] = useState(before)
  const send = async (): Promise<void> => {
    onClose()
    await sendAgain(entry, { ...entry.body, [member]: text })
    toast(said.sentAgain)
  }
  return (
    <Sheet title={said.editTitle} onClose={onClose}>
      <TextArea label={told(entry).title || said.editLabel} hint={reason(entry)} value={text} onInput={setText} focus />
      <Button full onClick={send}>{said.sendAgain}</Button>
    </Sheet>
  )
}

function Drop({ entry, onClose }: { entry: Entry; onClose: () => unknown }) {
  const drop = async (): Promise<void> => {
    onClose()
    await discard(entry)
    toast(said.dropped)
  }
  return (
    <Sheet title={said.dropTitle} onClose={onClose}>
      <p><b>{told(entry).title}</b><br />{said.dropBody}</p>
      <div class="stack">
        <Button full look="bad" onClick={drop}>{said.dropYes}</Button>
        <Button full look="line" onClick={onClose}>{said.cancel}</Button>
      </div>
    </Sheet>
  )
}

/** The entry as a file of its own: nothing captured is lost with a Drop. */
function saveEntry(entry: Entry): void {
  saveFile(`hallway-${entry.kind.replace('.', '-')}-${entry.at.slice(0, 10)}.json`, JSON.stringify(entry, null, 1), 'application/json')
}

/** "10:42" today, "Tue 24 Nov, 10:42" before. */
function when(moment: Date): string {
  const time = clockTime(moment)
  return dateKey(moment) === dateKey(new Date()) ? time : `${mediumDay(moment)}, ${time}`
}
