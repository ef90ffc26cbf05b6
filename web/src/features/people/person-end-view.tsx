import { useSignal } from '@preact/signals'
import arrowDown from 'lucide:arrow-down-left'
import arrowUp from 'lucide:arrow-up-right'
import ban from 'lucide:ban'
import bellOff from 'lucide:bell-off'
import checks from 'lucide:check-check'
import penLine from 'lucide:pencil-line'
import trash from 'lucide:trash-2'
import { post } from '../../platform/outbox.ts'
import { Button } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { go, link } from '../../ui/router.ts'
import { Part } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import { listed, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { textOf } from '../followups/messages.ts'
import { everyFollowUp, lastEvent } from '../followups/owed.ts'
import type { Contact } from '../contacts/contacts.ts'
import { dueWords } from '../contacts/meeting-words.ts'

const text = words.people

/** What was written to them, and what is about to be. */
export function Messages({ contact }: { contact: Contact }) {
  const all = everyFollowUp.value.filter((each) => each.contact.id === contact.id)
  if (all.length === 0) return null
  return (
    <>
      <Part title={text.messages} />
      <div class="list">
        {all.map((each) => {
          const past = each.state === 'sent' || each.state === 'replied'
          const at = lastEvent(each)?.at
          const letBe = each.triage === 'kept' || each.triage === 'let_go' ? text.letBe[each.triage] : undefined
          const state = past || each.state === 'handed_off' || each.state === 'approved'
            ? [words.followups.state[each.state], at && mediumDay(new Date(at))].filter(Boolean).join(' ')
            : letBe ?? text.messageDraft(dueWords(each.plan.dueAt))
          return (
            <a key={each.id} class="fact" href={link('follow-up', each.id)}>
              <Icon of={past ? checks : penLine} />
              <span class="b"><b>{textOf(each)?.subject || words.followups.editor.template[each.intent]}</b><small>{state}</small></span>
              <span class="go" aria-hidden="true">{text.open}</span>
            </a>
          )
        })}
      </div>
    </>
  )
}

/** Who has what of whom: directed, and each side can stop. */
export function Holds({ contact }: { contact: Contact }) {
  if (contact.standing === 'own') return null
  const name = contact.name || text.noName
  const given = { ...(contact.row['face'] as object | undefined), ...(contact.row['card'] as object | undefined) }
  const fields = Object.entries(text.fields).filter(([field]) => field in given).map(([, said]) => said)
  const share = (kind: 'share.give' | 'share.withdraw', said: string) => async (): Promise<void> => {
    await post(kind, { about: contact.id, ...(kind === 'share.withdraw' ? { met_by: contact.codes } : {}) })
    toast(said)
  }
  return (
    <>
      <Part title={text.holds} />
      <div class="list">
        <div class="fact"><Icon of={arrowDown} /><span class="b"><b>{fields.length > 0 ? text.youHave(listed(fields)) : text.youHaveNothing}</b><small>{text.standing[contact.standing]}</small></span></div>
        <div class="fact">
          <Icon of={arrowUp} />
          <span class="b"><b>{contact.iGive ? text.theyHave(name) : text.theyHaveNot(name)}</b><small>{contact.iGive ? text.withdrawHint : text.neverNotes}</small></span>
          {contact.iGive
            ? <button class="txt" type="button" onClick={share('share.withdraw', text.withdrawn)}>{text.withdraw}</button>
            : contact.codes.length > 0 && <button class="txt" type="button" onClick={share('share.give', text.given)}>{text.give}</button>}
        </div>
      </div>
    </>
  )
}

/** The acts that end things; red only for the one that cannot be taken back. */
export function Ends({ contact }: { contact: Contact }) {
  const removing = useSignal(false)
  const off = contact.row['no_follow_up'] === true
  const block = async (): Promise<void> => {
    await post('block.set', { about: contact.id, met_by: contact.codes, value: true })
    toast(text.blocked, () => post('block.set', { about: contact.id, met_by: contact.codes, value: false }))
  }
  return (
    <>
      <Part title={text.ends} />
      <div class="list">
        <button class="fact" type="button" aria-pressed={off} onClick={() => post('contact.set', { contact: contact.id, field: 'no_follow_up', value: !off })}>
          <Icon of={bellOff} /><span class="b"><b>{off ? text.followUpAgain : text.noFollowUp}</b><small>{text.noFollowUpHint}</small></span>
        </button>
        {contact.codes.length > 0 && (
          <button class="fact" type="button" onClick={() => void block()}><Icon of={ban} /><span class="b"><b>{text.block}</b><small>{text.blockHint}</small></span></button>
        )}
        <button class="fact danger" type="button" onClick={() => { removing.value = true }}><Icon of={trash} /><span class="b"><b>{text.remove}</b></span></button>
      </div>
      {removing.value && <Remove contact={contact} onClose={() => { removing.value = false }} />}
    </>
  )
}

function Remove({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const name = contact.name || text.noName
  const remove = async (): Promise<void> => {
    const seen = Object.fromEntries([...contact.notes.map(({ id, by }) => [id, by]), ...contact.scans.map(({ id }) => [id, ''])])
    onClose()
    go(link('people'), { replace: true })
    await post('contact.delete', { contact: contact.id, seen })
    toast(text.removed(name))
  }
  return (
    <Sheet title={text.removeTitle(name)} onClose={onClose}>
      <p>{text.removeBody}</p>
      <div class="btns">
        <Button look="line" onClick={onClose}>{text.cancel}</Button>
        <Button look="bad" onClick={remove}>{text.removeYes}</Button>
      </div>
    </Sheet>
  )
}
