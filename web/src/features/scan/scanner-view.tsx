import './scan.css'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { go, link, route } from '../../ui/router.ts'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { say, toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { hosts, nameOf } from '../card/code-names.ts'
import { parseCode } from '../card/codes.ts'
import { Modes } from '../card/modes-view.tsx'
import { contactFor } from '../contacts/contacts.ts'
import { programme } from '../programme/programmes.ts'
import { ByHand } from './by-hand-view.tsx'
import { type CameraState, useCamera } from './camera-view.tsx'
import { Keys } from './keys-view.tsx'
import { placeNow } from './here.ts'
import { Last } from './last-view.tsx'
import { Result } from './result-view.tsx'
import { capture, type Captured, type How } from './scans.ts'
import { CameraFaults } from './start-view.tsx'

const AGAIN_MS = 30_000
const text = words.scan

/** Read codes, one after another; each is kept before anything else happens. */
export function Scanner() {
  const shown = useSignal<Captured | undefined>(undefined)
  const last = useSignal<Captured | undefined>(undefined)
  const hand = useSignal(route.value.query.get('by') === 'hand')
  const recent = useRef(new Map<string, number>())

  const keep = async (raw: string, how: How): Promise<void> => {
    if (how === 'camera' && wasJustRead(recent.current, raw)) return
    const captured = await capture(raw, how, placeNow())
    navigator.vibrate?.(60)
    last.value = captured
    const name = contactFor(captured.contact)?.name || text.noName
    // What is being written about one person is not covered by the next.
    if (shown.value) toast(text.savedNamed(name))
    else {
      shown.value = captured
      say(text.spoken(name, contactFor(captured.contact)?.institution ?? ''))
    }
  }
  const camera = useCamera((raw) => void keep(raw, 'camera'))
  useLinkedCode((raw) => void keep(raw, 'link'), () => { hand.value = true })
  useEffect(() => { document.title = `${text.title} · ${words.ui.app}` }, [])

  const live = camera.state.value.kind === 'on'
  return (
    <>
      <main class={live ? 'screen camera' : 'screen quiet'} id="main">
        <video class="view" ref={camera.video} hidden={!live} aria-hidden="true" />
        <div class="col">
          <header class="top">
            {programme.value && <p class="over">{programme.value.event.short_name ?? programme.value.event.name}</p>}
            <h1 tabIndex={-1}>{text.title}</h1>
            <div class="side"><SyncChip /></div>
          </header>
          <Modes scanning />
          {live ? <Finder /> : <div class="body"><CameraFaults state={camera.state.value as CameraState} start={camera.start} /></div>}
          <div class="aim">
            {live && <p class="say glass">{text.aim}</p>}
            {last.value && last.value !== shown.value && <Last captured={last.value} open={() => { shown.value = last.value }} glass={live} />}
            <Keys camera={camera} keep={keep} glass={live} writeByHand={() => { hand.value = true }} />
          </div>
        </div>
      </main>
      {shown.value && <Result key={shown.value.scan} captured={shown.value} close={() => { shown.value = undefined }} undone={() => { shown.value = last.value = undefined }} />}
      {hand.value && <ByHand close={() => { hand.value = false }} />}
    </>
  )
}

/** The badge's outline with its slot. */
function Finder() {
  return (
    <div class="finder" aria-hidden="true">
      <svg viewBox="0 0 236 300">
        <path d="M2 64V32A30 30 0 0 1 32 2h32M172 2h32a30 30 0 0 1 30 30v32M234 236v32a30 30 0 0 1-30 30h-32M64 298H32A30 30 0 0 1 2 268v-32" />
        <path d="M96 16h44" stroke-width="8" />
      </svg>
    </div>
  )
}

/** A camera sees the same code in every frame, and a live code changes while it looks. */
function wasJustRead(recent: Map<string, number>, raw: string): boolean {
  const name = nameOf(parseCode(raw, hosts())) ?? raw
  const before = recent.get(name)
  recent.set(name, Date.now())
  return before !== undefined && Date.now() - before < AGAIN_MS
}

/** Other pages lead here with a code (`?code=b/…`, `?code=c/…`) or to write somebody down (`?by=hand`). */
function useLinkedCode(keep: (raw: string) => void, byHand: () => void): void {
  useEffect(() => {
    const { query } = route.value
    const linked = /^([bcp])\/(.+)$/.exec(query.get('code') ?? '')
    if (!linked && query.get('by') !== 'hand') return
    go(link('scan'), { replace: true })
    if (linked) keep(`${location.origin}/${linked[1]}/${linked[1] === 'c' ? '#' : ''}${linked[2]}`)
    else byHand()
  }, [])
}
