import './adding.css'
import { useEffect, useState } from 'preact/hooks'
import { keepSetting } from '../../platform/db.ts'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { go, link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { events, programmeOf } from '../programme/programmes.ts'
import { cancel, choice, confirm, forget, openAdding, read, type Step, step } from './adding.ts'
import { Choosing, nameOf, sizeOf } from './choose-view.tsx'
import { Mapping } from './mapping-view.tsx'
import { Previewed } from './preview-view.tsx'

const said = words.adding
const SLOW_MS = 8_000

/** A programme of one's own, from a file or an address; `#/add/<slug>` takes a newer file for it. */
export function Adding({ parts }: { parts: string[] }) {
  const event = parts[0]
  useEffect(() => { void openAdding(event) }, [event])
  const now = step.value
  const name = event === undefined ? '' : events.value.find(({ slug }) => slug === event)?.name ?? programmeOf(event)?.event.name ?? ''
  const title = titleOf(now, event !== undefined)
  const stage = now.at === 'adding' ? 'preview' : now.at
  // Each step begins at its top, with its heading read out.
  useEffect(() => {
    scrollTo(0, 0)
    document.querySelector('h1')?.focus({ preventScroll: true })
  }, [stage])
  const up = event === undefined ? { label: said.back, fallback: link('today') } : { label: said.own.title, fallback: link('event', event) }
  return (
    <Screen title={title} up={up} {...footOf(now)}>
      <div class="add">
        <h1 class="title" tabIndex={-1}>{title}</h1>
        {now.at === 'choose' && <Choosing lead={event === undefined ? said.lead : said.leadNewer(name)} {...(event === undefined ? {} : { event })} />}
        {now.at === 'sign-in' && <SignInFirst />}
        {now.at === 'reading' && <Reading />}
        {now.at === 'offline' && <Offline />}
        {now.at === 'mapping' && <Mapping table={now.columns} />}
        {(now.at === 'preview' || now.at === 'adding') && <Previewed preview={now.preview} />}
      </div>
    </Screen>
  )
}

function titleOf({ at }: Step, renewing: boolean): string {
  if (at === 'sign-in') return said.signIn.title
  if (at === 'reading') return said.reading.title
  if (at === 'offline') return said.offline.title
  if (at === 'mapping') return said.mapping.title
  if (at === 'choose') return renewing ? said.newer : said.title
  return renewing ? said.preview.newer : said.preview.title
}

/** The one act of the preview, always in reach. */
function footOf(now: Step): { foot?: preact.ComponentChildren } {
  if (now.at !== 'preview' && now.at !== 'adding') return {}
  const renewing = choice.value?.event !== undefined
  const { preview } = now
  const nameless = !renewing && (choice.value?.said.name ?? preview.event.name).trim() === ''
  const act = async (): Promise<void> => {
    const slug = await confirm()
    if (slug === undefined) return
    const name = programmeOf(slug)?.event.name ?? events.value.find((event) => event.slug === slug)?.name ?? preview.event.name
    toast(renewing ? said.renewed(name) : said.added(name))
    go(link('programme', slug), { replace: true })
  }
  return {
    foot: (
      <>
        <Button full disabled={now.at === 'adding' || nameless} onClick={act}>
          {now.at === 'adding' ? said.preview.acting : renewing ? said.preview.actNewer : said.preview.act}
        </Button>
        {!renewing && <p class="cap">{said.preview.promise}</p>}
      </>
    ),
  }
}

function SignInFirst() {
  const signIn = async (): Promise<void> => {
    await keepSetting('after-sign-in', location.hash)
    go(link('sign-in'))
  }
  return (
    <>
      <p class="add-lead">{said.signIn.body}</p>
      <WhatIsChosen />
      <div class="stack add-acts">
        <Button full onClick={signIn}>{said.signIn.act}</Button>
        <Button full look="line" onClick={() => void forget()}>{said.change}</Button>
      </div>
    </>
  )
}

function Reading() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  const chosen = choice.value
  return (
    <>
      <p class="add-lead" role="status">{chosen && said.reading.what(nameOf(chosen), sizeOf(chosen))}{slow && <><br />{said.reading.slow}</>}</p>
      <progress class="add-bar" aria-label={said.reading.title} />
      <div class="stack add-acts"><Button full look="line" onClick={cancel}>{said.reading.cancel}</Button></div>
    </>
  )
}

function Offline() {
  useEffect(() => {
    const back = (): void => { void read() }
    addEventListener('online', back)
    return () => removeEventListener('online', back)
  }, [])
  return (
    <>
      <p class="add-lead">{said.offline.body}</p>
      <WhatIsChosen />
      <div class="stack add-acts">
        <Button full onClick={() => void read()}>{said.offline.act}</Button>
        <Button full look="line" onClick={() => void forget()}>{said.change}</Button>
      </div>
    </>
  )
}

function WhatIsChosen() {
  const chosen = choice.value
  if (!chosen) return <Empty title={said.title}>{said.lead}</Empty>
  return <div class="list"><div class="fact"><span class="b"><b>{nameOf(chosen)}</b><small>{sizeOf(chosen)}</small></span></div></div>
}
