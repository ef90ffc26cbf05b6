import { type Signal, useSignal } from '@preact/signals'
import pencil from 'lucide:pencil'
import plus from 'lucide:plus'
import rotate from 'lucide:rotate-ccw'
import { Fragment } from 'preact'
import { Button } from '../../ui/controls.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { catalogue, variablesOf } from './catalogue.ts'
import { TEMPLATES } from './drafts.ts'
import { draftOf, edit, fillIn, knownOf, LIMIT, type Text, textOf } from './messages.ts'
import { type FollowUp } from './owed.ts'
import type { NeedsInput, Piece } from './rendering.ts'

const text = words.followups.editor
/** What makes a message about somebody; offered in this order. */
const WORTH_ADDING = ['n.topic_np', 'n.promise_np', 's.link', 'n.detail_s', 'n.question1_q', 'n.goal_vp', 's.slots']
const [SHORT, LONG, SCALE] = [50, 125, 180]

/** Subject and body: as written from the notes with the gaps in their places, or as its owner left them. */
export function DraftText({ owed, writable, editing }: { owed: FollowUp; writable: boolean; editing: Signal<boolean> }) {
  const filling = useSignal<string | null>(null)
  const ready = textOf(owed)
  if (editing.value && ready) return <Editor owed={owed} start={ready} done={() => { editing.value = false }} />
  const draft = draftOf(owed)
  const asDraft = owed.state === 'planned' && draft.status === 'needs_input'
  return (
    <>
      {asDraft
        ? <Gaps draft={draft} owed={owed} filling={filling.value} fill={(name) => { filling.value = name }} />
        : ready && <Lines text={ready} />}
      {ready && <Length body={ready.body} />}
      {writable && (
        <div class="more-acts">
          {owed.state === 'planned' && <Additions owed={owed} filling={filling.value} fill={(name) => { filling.value = name }} />}
          {ready && <button class="chip on-surface" type="button" aria-pressed={false} data-edit onClick={() => { editing.value = true }}><Icon of={pencil} size="s" />{text.edit} <kbd aria-hidden="true">E</kbd></button>}
          {owed.state === 'edited' && draft.status === 'complete' && (
            <button class="chip on-surface" type="button" aria-pressed={false} onClick={() => rebuild(owed, { subject: draft.subject ?? '', body: draft.body })}><Icon of={rotate} size="s" />{text.rebuild}</button>
          )}
        </div>
      )}
    </>
  )
}

async function rebuild(owed: FollowUp, again: Text): Promise<void> {
  const before = textOf(owed)
  await edit(owed, again)
  toast(text.rebuilt, before && (() => edit(owed, before)))
}

function Lines({ text: { subject, body } }: { text: Text }) {
  return (
    <>
      <div class="to"><span class="k">{text.subject}</span><b>{subject || text.noSubject}</b></div>
      <div class="letter" dir="auto">{body.split(/\n{2,}/).map((paragraph, index) => <p key={index}>{paragraph}</p>)}</div>
    </>
  )
}

interface GapsProps {
  draft: NeedsInput
  owed: FollowUp
  filling: string | null
  fill: (name: string | null) => void
}

function Gaps({ draft, owed, filling, fill }: GapsProps) {
  const line = (pieces: Piece[]) => pieces.map((piece, index) => (typeof piece === 'string'
    ? <Fragment key={index}>{piece}</Fragment>
    : <Gap key={index} name={piece.name} owed={owed} open={filling === piece.name} fill={fill} />))
  return (
    <>
      <div class="to"><span class="k">{text.subject}</span><b>{draft.subject && line(draft.subject)}</b></div>
      <div class="letter" dir="auto">{draft.paragraphs.map((pieces, index) => <div key={index} class="p">{line(pieces)}</div>)}</div>
    </>
  )
}

/** A missing field in its sentence: a chip to tap, then a line to type in; noted, it is part of the text. */
function Gap({ name, owed, open, fill }: { name: string; owed: FollowUp; open: boolean; fill: (name: string | null) => void }) {
  const label = catalogue.fields[name]?.label ?? name
  if (!open) return <button class="gap" type="button" onClick={() => fill(name)}>{label}</button>
  return <FillIn name={name} owed={owed} done={() => fill(null)} />
}

function FillIn({ name, owed, done }: { name: string; owed: FollowUp; done: () => void }) {
  const value = useSignal('')
  const field = catalogue.fields[name]
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (value.value.trim()) await fillIn(owed, name, value.value)
    done()
  }
  return (
    <form class="fill" onSubmit={(event) => void keep(event)}>
      <Field label={field?.label ?? name} value={value.value} focus maxLength={field?.max ?? 200} enterKeyHint="done" onInput={(typed) => { value.value = typed }} />
      <div class="btns">
        <Button small submit look="soft">{text.fill}</Button>
        <Button small look="text" onClick={done}>{text.cancel}</Button>
      </div>
    </form>
  )
}

/** What the text could still say; each is one tap and one line. */
function Additions({ owed, filling, fill }: { owed: FollowUp; filling: string | null; fill: (name: string | null) => void }) {
  const known = knownOf(owed)
  const usable = variablesOf(catalogue.templates[TEMPLATES[owed.intent]]!)
  const draft = draftOf(owed)
  const asked = draft.status === 'needs_input' ? draft.missing.map(({ name }) => name) : []
  const offered = WORTH_ADDING.filter((name) => usable.includes(name) && !known[name] && !asked.includes(name) && (name !== 's.link' || known['n.promise_np']))
  const open = offered.find((name) => name === filling)
  if (offered.length === 0) return null
  return (
    <>
      {open && <FillIn key={open} name={open} owed={owed} done={() => fill(null)} />}
      <div class="chips wrap" role="group" aria-label={text.more}>
        {offered.filter((name) => name !== open).slice(0, 3).map((name) => (
          <button key={name} class="chip add" type="button" onClick={() => fill(name)}><Icon of={plus} size="xs" />{catalogue.fields[name]!.label}</button>
        ))}
      </div>
    </>
  )
}

/** One's own text: from the first change on it is its owner's, and no longer follows the notes. */
function Editor({ owed, start, done }: { owed: FollowUp; start: Text; done: () => void }) {
  const [subject, body] = [useSignal(start.subject), useSignal(start.body)]
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    const now = { subject: subject.value.replace(/\s+/g, ' ').trim(), body: body.value.replace(/\r\n?/g, '\n').trim() }
    if (now.subject !== start.subject || now.body !== start.body) await edit(owed, now)
    done()
  }
  return (
    <form class="inset editor" onSubmit={(event) => void keep(event)}>
      <Field label={text.subject} value={subject.value} maxLength={LIMIT.subject} onInput={(value) => { subject.value = value }} />
      <TextArea label={text.message} value={body.value} rows={12} focus maxLength={LIMIT.body} onInput={(value) => { body.value = value }} />
      <div class="btns">
        <Button small look="line" onClick={done}>{text.cancel}</Button>
        <Button small submit>{text.save}</Button>
      </div>
    </form>
  )
}

function Length({ body }: { body: string }) {
  const count = body.split(/\s+/).filter(Boolean).length
  return (
    <p class="len">
      <span class="num">{text.words(count)}</span>
      <meter min={0} max={SCALE} low={SHORT} high={LONG} optimum={(SHORT + LONG) / 2} value={Math.min(count, SCALE)} aria-label={text.length(SHORT, LONG)} />
      <span class="num">{text.usual(SHORT, LONG)}</span>
    </p>
  )
}
