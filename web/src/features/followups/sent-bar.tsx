import { clockTime } from '../../words/format.ts'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { markNotSent, markSent } from './messages.ts'
import { type FollowUp, followUpFor, lastEvent } from './owed.ts'

const text = words.followups.out

/** Asked once, for the last one: only its owner can know whether it went out. */
export function SentBar({ owed, copyAgain }: { owed: FollowUp; copyAgain: () => void }) {
  const name = owed.contact.name || words.people.noName
  const at = lastEvent(owed)?.at
  const sent = async (): Promise<void> => {
    await markSent(owed)
    toast(text.sent(name))
  }
  const notYet = async (): Promise<void> => {
    const open = followUpFor(owed.id)
    if (open) await markNotSent(open)
    toast(text.back(name))
  }
  return (
    <section class="sentbar" aria-label={text.bar(name)}>
      <h2>{text.bar(name)}</h2>
      <p>{at && text.barHint(clockTime(new Date(at)))}</p>
      <div class="btns">
        <button class="btn s main" type="button" onClick={() => void sent()}>{text.yes}</button>
        <button class="btn s" type="button" onClick={() => void notYet()}>{text.notYet}</button>
        <button class="btn s" type="button" onClick={copyAgain}>{text.copyAgain}</button>
      </div>
    </section>
  )
}
