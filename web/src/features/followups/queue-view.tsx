import check from 'lucide:check'
import circleHelp from 'lucide:list-checks'
import penLine from 'lucide:pencil-line'
import scanLine from 'lucide:scan-line'
import send from 'lucide:send'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, Tag } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import * as words from '../../words/index.ts'
import { contacts } from '../contacts/contacts.ts'
import { dueWords } from '../contacts/meeting-words.ts'
import { PeopleSegments } from './people-segments.tsx'
import { catalogue } from './catalogue.ts'
import { isLate, promises } from './due.ts'
import { draftOf, keepPromise } from './messages.ts'
import { approved, type FollowUp, handedOff, openFollowUps, undecided, unwritten } from './owed.ts'
import { now } from '../../ui/now.ts'
import { promised } from './variables.ts'

const text = words.followups

/** What was promised, the sitting, and every draft with its state. */
export function Queue() {
  const count = contacts.value.size
  return (
    <Screen title={words.people.title} over={count ? text.met(count) : undefined} side={<SyncChip />} tools={<PeopleSegments chosen="follow-up" />}>
      {openFollowUps.value.length + promises.value.length + handedOff.value.length === 0 ? <Nothing /> : <Owed />}
    </Screen>
  )
}

function Nothing() {
  const written = contacts.value.size > 0
  const said = written ? text.allDone : text.empty
  return (
    <Empty title={said.title} ghosts={2} act={<Button href={written ? link('people') : link('scan')} {...(written ? {} : { icon: scanLine })}>{said.act}</Button>}>
      {said.body}
    </Empty>
  )
}

function Owed() {
  return (
    <>
      {promises.value.length > 0 && (
        <>
          <Part title={text.promised} />
          <div class="list">{promises.value.map((each) => <PromiseRow key={each.id} owed={each} />)}</div>
        </>
      )}
      <Sitting />
      {unwritten.value.length > 0 && (
        <>
          <Part title={text.drafts} act={<span class="num">{unwritten.value.length}</span>} />
          <div class="list">{unwritten.value.map((each) => <DraftRow key={each.id} owed={each} />)}</div>
        </>
      )}
    </>
  )
}

/** A promise with its circle: a tick says that it is kept. */
export function PromiseRow({ owed, from }: { owed: FollowUp; from?: string }) {
  const thing = text.send(promised(catalogue, owed.meeting.fields['promise'] ?? ''))
  const soon = owed.plan.dueAt.getTime() - now.value.getTime() < 36 * 3_600_000
  return (
    <div class="task">
      <button class="tick" type="button" role="checkbox" aria-checked={!owed.promise} aria-label={text.kept(thing)} onClick={() => keepPromise(owed, owed.promise)}>
        <i>{!owed.promise && <Icon of={check} size="xs" />}</i>
      </button>
      <div class="b">
        <h3><a href={link('people', owed.contact.id)}>{thing}</a></h3>
        <p>
          {from ?? <><Avatar name={owed.contact.name} size="s" />{owed.contact.name || words.people.noName}</>}
          <span class={soon ? 'due soon' : 'due'}>{dueWords(owed.plan.dueAt)}</span>
        </p>
      </div>
    </div>
  )
}

function Sitting() {
  const [toDecide, toWrite, ready, open] = [undecided.value.length, unwritten.value.length, approved.value.length, handedOff.value.length]
  const first = unwritten.value[0]
  return (
    <>
      <Part title={text.sitting} />
      <nav class="list" aria-label={text.sitting}>
        {toDecide > 0 && <Step icon={circleHelp} title={text.decide} hint={text.decideHint(toDecide)} href={link('follow-up', 'decide')} />}
        {first && <Step icon={penLine} title={text.write} hint={text.writeHint(toWrite)} href={link('follow-up', first.id)} />}
        {ready + open > 0 && <Step icon={send} title={text.handOff} hint={text.handOffHint(ready, open)} href={link('follow-up', 'hand-off')} />}
      </nav>
    </>
  )
}

function Step({ icon, title, hint, href }: { icon: Shapes; title: string; hint: string; href: string }) {
  return <a class="fact" href={href}><Icon of={icon} /><span class="b"><b>{title}</b><small>{hint}</small></span><span class="go" aria-hidden="true">{words.people.open}</span></a>
}

function DraftRow({ owed }: { owed: FollowUp }) {
  const { contact } = owed
  const late = isLate(owed)
  return (
    <a class="person" href={link('follow-up', owed.id)}>
      <Avatar name={contact.name} />
      <div class="b">
        <h3>{contact.name || words.people.noName}</h3>
        <p>{[contact.institution, late ? text.due.late : ''].filter(Boolean).join(' · ')}</p>
        <div class="tags"><State owed={owed} /></div>
      </div>
      <time dateTime={owed.plan.dueAt.toISOString()} class={owed.plan.dueAt <= now.value ? 'due soon' : 'due'}>{dueWords(owed.plan.dueAt)}</time>
    </a>
  )
}

/** What a draft is: the word says it, the colour repeats it. */
export function State({ owed }: { owed: FollowUp }) {
  const { status } = text
  if (owed.state === 'approved') return <Tag tone="good">{status.approved}</Tag>
  if (owed.state === 'edited') return <Tag tone="good">{status.edited}</Tag>
  const draft = draftOf(owed)
  if (draft.status === 'needs_input') return <Tag>{status.gap}</Tag>
  return draft.generic ? <Tag>{status.generic}</Tag> : <Tag tone="good">{status.ready}</Tag>
}
