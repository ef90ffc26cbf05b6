import { useSignal } from '@preact/signals'
import { Button } from '../../ui/controls.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { mailtoWithoutBody } from './hand-off.ts'
import { handOff, mailOf, nameOf } from './messages.ts'
import { type FollowUp } from './owed.ts'

const text = words.followups.out

/** Address, subject and text, each to copy; pasting it is a hand-off like any other. */
export function CopySheet({ owed, onClose }: { owed: FollowUp; onClose: () => void }) {
  const blocked = useSignal(false)
  const mail = mailOf(owed)
  const copy = async (part: keyof typeof text.copied): Promise<void> => {
    try {
      await navigator.clipboard.writeText(mail[part] ?? '')
      toast(text.copied[part])
    } catch {
      blocked.value = true
    }
  }
  const pasted = async (): Promise<void> => {
    if (owed.state === 'approved') await handOff(owed)
    onClose()
  }
  const address = mailtoWithoutBody(mail)
  return (
    <Sheet title={text.sheet(nameOf(owed))} onClose={onClose}>
      <div class="stack">
        {mail.to && <Button look="soft" onClick={() => copy('to')}>{text.copyAddress}</Button>}
        <Button look="soft" onClick={() => copy('subject')}>{text.copySubject}</Button>
        <Button onClick={() => copy('body')}>{text.copyBody}</Button>
        {address && <Button look="line" href={address}>{text.openWithout}</Button>}
        {blocked.value && <><p class="meta" role="alert">{text.failed}</p><textarea class="in area" readOnly aria-label={words.followups.editor.message} value={mail.body} /></>}
        <Button look="line" onClick={pasted}>{text.pasted}</Button>
      </div>
    </Sheet>
  )
}
