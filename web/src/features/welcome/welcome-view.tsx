import { useEffect, useState } from 'preact/hooks'
import { clock } from '../../platform/clock.ts'
import { Button } from '../../ui/controls.tsx'
import { Field } from '../../ui/field.tsx'
import { go, link, route } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { dates } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { myCard } from '../card/my-card.ts'
import { AddProgramme, EventChoice } from '../programme/event-switcher.tsx'
import type { EventFacts } from '../programme/programme.ts'
import { events, knowEvent, refreshEvents } from '../programme/programmes.ts'
import { start } from './welcomes.ts'

/** Name and event, then start. No account, no tour. */
export function Welcome(_: { parts: string[] }) {
  const [name, setName] = useState(myCard.value.name ?? '')
  const [chosen, setChosen] = useState<string>()
  const [reached, setReached] = useState<boolean>()
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    void refreshEvents().then(async (answered) => {
      const invited = route.value.query.get('event')
      const found = invited ? await (await import('../programme/joining.ts')).findEvent(invited) : undefined
      if (found?.kind === 'found') {
        await knowEvent(found.event)
        setChosen(found.event.slug)
      }
      setReached(answered)
    })
  }, [])
  const list = upcoming(events.value, chosen)
  const slug = chosen ?? list[0]?.slug ?? ''
  const event = list.find((one) => one.slug === slug)

  const submit = async (): Promise<void> => begin(slug, link('today'))
  const begin = async (at: string, then: string): Promise<void> => {
    setMissing(name.trim() === '')
    if (name.trim() === '') return document.querySelector<HTMLElement>('.first input')?.focus()
    await start(name, at)
    go(then, { replace: true })
  }
  const foot = (
    <>
      <Button full onClick={submit}>{words.welcome.start}</Button>
      <p class="cap">{words.welcome.promise}</p>
      <Button look="text" href={link('sign-in')}>{words.welcome.account}</Button>
    </>
  )
  return (
    <Screen title={words.welcome.title} over={words.ui.app} foot={foot} bare>
      <article class="pass" aria-hidden="true">
        <p class="ev"><span>{event?.name ?? words.ui.app}</span><span>{event?.place ?? (event && dates(event.starts_on, event.ends_on))}</span></p>
        <p class="who"><b>{name}<i class="caret" /></b><span>{words.welcome.badge}</span></p>
      </article>
      <form class="first" onSubmit={(submitted) => { submitted.preventDefault(); void submit() }}>
        <Field
          label={words.welcome.name} value={name} onInput={(value) => { setName(value); setMissing(false) }} autocomplete="name" autocapitalize="words"
          enterKeyHint="done" placeholder={words.welcome.namePlaceholder} maxLength={200} error={missing ? words.welcome.nameMissing : undefined} focus
        />
        <p class="lab" aria-hidden="true">{words.welcome.event}</p>
        <EventChoice label={words.welcome.event} events={list} value={slug} onChange={setChosen}>
          <AddProgramme onClick={() => begin('', link('add'))} />
        </EventChoice>
        {list.length === 0 && <p class="hint" role="status">{reached === undefined ? words.welcome.looking : reached ? words.welcome.none : words.welcome.unreachable}</p>}
      </form>
    </Screen>
  )
}

/** What is on or to come, the soonest first; past ones only where there is nothing else. */
function upcoming(list: EventFacts[], chosen?: string): EventFacts[] {
  const today = clock.now().toISOString().slice(0, 10)
  const byStart = list.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
  const ahead = byStart.filter((event) => event.ends_on >= today || event.slug === chosen)
  return ahead.length > 0 ? ahead : byStart.reverse()
}
