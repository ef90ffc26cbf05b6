import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import chevronDown from 'lucide:chevron-down'
import filePlus from 'lucide:file-plus'
import { view } from '../../platform/view.ts'
import { arrows, Button } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { go, link } from '../../ui/router.ts'
import { Sheet } from '../../ui/sheet.tsx'
import * as words from '../../words/index.ts'
import type { EventFacts } from './programme.ts'
import { chooseEvent, currentEvent, events, programme, refreshEvents } from './programmes.ts'

/** The event the app is about, and the way to another one. */
export function EventSwitcher() {
  const [open, setOpen] = useState(false)
  const event = programme.value?.event ?? events.value.find((known) => known.slug === currentEvent.value)
  const name = event?.short_name ?? event?.name ?? words.programme.switcher.none
  const seen = [name, event?.place].filter(Boolean).join(' · ')
  return (
    <>
      <button class="switcher" type="button" aria-label={words.programme.switcher.open(seen)} onClick={() => setOpen(true)}>
        {seen}<Icon of={chevronDown} size="s" />
      </button>
      {open && <EventSheet onClose={() => setOpen(false)} />}
    </>
  )
}

export function EventSheet({ onClose }: { onClose: () => void }) {
  const [failed, setFailed] = useState(false)
  useState(() => { void refreshEvents().then((reached) => setFailed(!reached)) })
  // By keyboard the choice moves with each arrow, so only a tap is the last word.
  const choose = (slug: string, tapped: boolean): void => { void chooseEvent(slug).then(() => { if (tapped) onClose() }) }
  return (
    <Sheet title={words.programme.switcher.title} onClose={onClose}>
      <EventChoice label={words.programme.switcher.title} events={inOrder(events.value)} value={currentEvent.value ?? ''} onChange={choose}>
        <AddProgramme onClick={() => { go(link('add')); onClose() }} />
      </EventChoice>
      {events.value.some((event) => event.mine && event.slug === currentEvent.value) && (
        <Button full look="soft" href={link('event', currentEvent.value ?? '')} onClick={onClose}>{words.programme.switcher.manage}</Button>
      )}
      {failed && events.value.length === 0 && <p class="meta">{words.programme.switcher.failed}</p>}
    </Sheet>
  )
}

/** Joined ones first, then by date. */
function inOrder(list: EventFacts[]): EventFacts[] {
  const joined = (event: EventFacts): number => (view.value.get('event', event.slug) ? 0 : 1)
  return list.toSorted((a, b) => joined(a) - joined(b) || (a.starts_on < b.starts_on ? -1 : 1))
}

interface ChoiceProps {
  label: string
  events: EventFacts[]
  /** A slug; the empty one is "no event today". */
  value: string
  onChange: (slug: string, tapped: boolean) => unknown
  /** What else one can do than choose. */
  children?: ComponentChildren
}

/** One event of several, or none today. */
export function EventChoice({ label, events: list, value, onChange, children }: ChoiceProps) {
  const choices = [
    ...list.map((event) => ({ slug: event.slug, name: event.name, line: words.programme.eventLine(event) })),
    { slug: '', name: words.programme.switcher.none, line: words.programme.switcher.noneHint },
  ]
  return (
    <div class="list">
      <div role="radiogroup" aria-label={label} onKeyDown={arrows}>
        {choices.map(({ slug, name, line }) => (
          <button key={slug} class="pick" type="button" role="radio" aria-checked={slug === value} tabIndex={slug === value ? 0 : -1} onClick={(event) => onChange(slug, event.detail > 0)}>
            <i /><span><b>{name}</b><small>{line}</small></span>
          </button>
        ))}
      </div>
      {children}
    </div>
  )
}

/** For who is at an event that is not on the list. */
export function AddProgramme({ onClick }: { onClick: () => unknown }) {
  return (
    <button class="pick more" type="button" onClick={onClick}>
      <Icon of={filePlus} size="tab" /><span><b>{words.programme.switcher.add}</b><small>{words.programme.switcher.addHint}</small></span>
    </button>
  )
}
