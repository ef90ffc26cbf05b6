import { useState } from 'preact/hooks'
import { Button } from '../../ui/controls.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { saveBackup } from '../outbox/save-backup.ts'
import { signOut, unsentAfterTrying } from './sign-ins.ts'

const said = words.accounts.signOut

/** Send what waits first; what cannot be sent is named, and nothing goes without a second yes. */
export function SignOut({ email, onClose }: { email: string; onClose: () => unknown }) {
  const [unsent, setUnsent] = useState(0)
  const [busy, setBusy] = useState(false)

  const leave = async (): Promise<void> => {
    setBusy(true)
    if (await signOut() === 'done') return
    setBusy(false)
    onClose()
    toast(said.unreachable)
  }
  const tryFirst = async (): Promise<void> => {
    setBusy(true)
    const left = await unsentAfterTrying()
    if (left === 0) return leave()
    setUnsent(left)
    setBusy(false)
  }
  const backUp = async (): Promise<void> => {
    await saveBackup()
    toast(words.accounts.phone.saved)
  }

  if (unsent === 0) {
    return (
      <Sheet title={said.title} onClose={onClose}>
        <p>{said.body(email)}</p>
        <div class="stack">
          <Button full disabled={busy} onClick={tryFirst}>{busy ? said.trying : said.act}</Button>
          <Button full look="line" onClick={onClose}>{said.stay}</Button>
        </div>
      </Sheet>
    )
  }
  return (
    <Sheet title={said.unsent(unsent)} onClose={onClose}>
      <p>{said.unsentBody}</p>
      <div class="stack">
        <Button full onClick={backUp}>{said.backup}</Button>
        <Button full look="line" onClick={onClose}>{said.stay}</Button>
        <Button full look="bad" disabled={busy} onClick={leave}>{said.anyway}</Button>
      </div>
    </Sheet>
  )
}
