import { useSignal } from '@preact/signals'
import chevronDown from 'lucide:chevron-down'
import chevronUp from 'lucide:chevron-up'
import { useLayoutEffect } from 'preact/hooks'
import { account } from '../../platform/sync-state.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton, Segments } from '../../ui/controls.tsx'
import { go, link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { Address } from './address-view.tsx'
import { catalogue } from './catalogue.ts'
import { DraftText } from './draft-view.tsx'
import { INTENTS, type Intent, TEMPLATES } from './drafts.ts'
import { type Finding, findings } from './lint.ts'
import { approve, choose, draftOf, markReplied, reopen, type Text, textOf } from './messages.ts'
import { type FollowUp, followUpFor, lastEvent, openFollowUps } from './owed.ts'

const text = words.followups.editor
const SECONDS_EACH = 38

/** One draft: the text is the screen. */
export function Write({ id }: { id: string }) {
  const owed = followUpFor(id)
  if (!owed) return <Gone />
  return <Draft key={owed.contact.id} owed={owed} />
}

function Gone() {
  const said = text.gone
  return (
    <Screen title={said.title} up={{ label: words.followups.title, fallback: link('follow-up') }}>
      <h1 class="title" tabIndex={-1}>{said.title}</h1>
      <p class="meta">{said.body}</p>
      <div class="stack">
        {!account.value && <Button href={link('sign-in')}>{said.signIn}</Button>}
        <Button look="soft" href={link('follow-up')}>{said.act}</Button>
      </div>
    </Screen>
  )
}

function Draft({ owed }: { owed: FollowUp }) {
  const name = owed.contact.name || words.people.noName
  const open = openFollowUps.value
  const place = open.findIndex((each) => each.contact.id === owed.contact.id && each.meeting.event === owed.meeting.event)
  const [before, after] = [open[place - 1], open[place + 1]]
  const editing = useSignal(false)
  useKeys(before, after, owed)
  const writable = owed.state === 'planned' || owed.state === 'edited'
  return (
    <Screen
      title={text.title(name)} up={{ label: words.followups.title, fallback: link('follow-up') }}
      acts={place >= 0 && (
        <>
          <span class="mid num">{words.followups.of(place + 1, open.length)}<span class="vh">, {words.followups.left(Math.round(((open.length - place) * SECONDS_EACH) / 60))}</span></span>
          {before && <IconButton icon={chevronUp} label={text.previous} href={link('follow-up', before.id)} />}
          {after && <IconButton icon={chevronDown} label={text.next} href={link('follow-up', after.id)} />}
        </>
      )}
      foot={!editing.value && <Foot owed={owed} after={after ?? open.find((each) => each !== owed && each.contact.id !== owed.contact.id && each.state !== 'approved')} />}
    >
      {owed.state === 'planned' && !editing.value && <Templates owed={owed} />}
      <article class="draft">
        <div class="to"><span class="k">{text.to}</span><Avatar name={owed.contact.name} size="s" /><h1 tabIndex={-1}><span class="vh">{text.title('')}</span>{name}</h1></div>
        <Address owed={owed} />
        <DraftText owed={owed} writable={writable} editing={editing} />
      </article>
    </Screen>
  )
}

function Templates({ owed }: { owed: FollowUp }) {
  const choices = INTENTS.map((intent) => ({ value: intent, label: text.template[intent] }))
  return <div class="templates"><Segments flat label={text.templates} choices={choices} value={owed.intent} onChange={(intent: Intent) => choose(owed, intent)} /></div>
}

function Foot({ owed, after }: { owed: FollowUp; after: FollowUp | undefined }) {
  if (owed.state === 'approved') return <Approved owed={owed} />
  if (owed.state !== 'planned' && owed.state !== 'edited') return <Past owed={owed} />
  return <ToApprove owed={owed} after={after} />
}

/** Why it cannot be approved yet, or that it can. */
function ToApprove({ owed, after }: { owed: FollowUp; after: FollowUp | undefined }) {
  const draft = draftOf(owed)
  const ready = textOf(owed)
  const found = ready ? check(owed, ready) : []
  const held = found.find(({ blocks }) => blocks)
  const gaps = ready || draft.status === 'complete' ? 0 : draft.missing.length
  const said = gaps ? text.gaps(gaps) : held ? words.followups.findings[held.code] : found[0] ? words.followups.findings[found[0].code]
    : owed.state === 'planned' && draft.status === 'complete' && draft.generic ? text.generic : text.ready
  const accept = async (): Promise<void> => {
    if (!ready || held) return
    const here = location.hash
    await approve(owed, ready)
    toast(text.approved(owed.contact.name || words.people.noName), async () => {
      const now = followUpFor(owed.id)
      if (now) await reopen(now)
      go(link('follow-up', owed.id))
    })
    if (location.hash === here) go(after ? link('follow-up', after.id) : link('follow-up', 'hand-off'), { replace: true })
  }
  return (
    <>
      <p class={gaps || held ? 'why-not press' : 'why-not'} role="status">
        <span>{said}</span>
        {gaps > 0 && <button class="txt" type="button" onClick={() => document.querySelector<HTMLElement>('.gap')?.click()}>{text.fillIt}</button>}
      </p>
      <Button full look={ready && !held ? 'filled' : 'soft'} disabled={!ready || held !== undefined} onClick={accept}>
        {after ? text.approve : text.approveLast}
      </Button>
    </>
  )
}

function check(owed: FollowUp, { subject, body }: Text): Finding[] {
  const template = catalogue.templates[TEMPLATES[owed.intent]]
  return findings(catalogue, { subject, body, characters: template?.characters ?? null })
}

function Approved({ owed }: { owed: FollowUp }) {
  return (
    <>
      <p class="why-not" role="status"><span>{text.isApproved}</span></p>
      <div class="btns">
        <Button look="line" onClick={() => reopen(owed)}>{text.reopen}</Button>
        <Button href={link('follow-up', 'hand-off')}>{text.out}</Button>
      </div>
    </>
  )
}

function Past({ owed }: { owed: FollowUp }) {
  const at = lastEvent(owed)?.at
  const replied = async (): Promise<void> => {
    await markReplied(owed)
    toast(text.repliedNow)
  }
  return (
    <>
      <p class="why-not" role="status"><span>{text.written(words.followups.state[owed.state], at ? mediumDay(new Date(at)) : '')}</span></p>
      {owed.state === 'sent' && <Button full look="soft" onClick={replied}>{text.replied}</Button>}
      {owed.state === 'handed_off' && <Button full look="soft" href={link('follow-up', 'hand-off')}>{text.out}</Button>}
    </>
  )
}

/** J and K to the next and the one before, 1 to 4 the kinds of message. */
function useKeys(before: FollowUp | undefined, after: FollowUp | undefined, owed: FollowUp): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      const key = event.key.toLowerCase()
      const intent = INTENTS[Number(key) - 1]
      if (key === 'j' && after) go(link('follow-up', after.id))
      else if (key === 'k' && before) go(link('follow-up', before.id))
      else if (key === 'e') document.querySelector<HTMLElement>('[data-edit]')?.click()
      else if (intent && owed.state === 'planned') void choose(owed, intent)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}
