import './card.css'
import { useComputed, useSignal } from '@preact/signals'
import chevronRight from 'lucide:chevron-right'
import fileUser from 'lucide:file-user'
import idCard from 'lucide:id-card'
import sunMedium from 'lucide:sun-medium'
import users from 'lucide:users-round'
import { useEffect } from 'preact/hooks'
import { clock } from '../../platform/clock.ts'
import { keepSetting, setting } from '../../platform/db.ts'
import { codeSecret } from '../../platform/profile.ts'
import { account } from '../../platform/sync-state.ts'
import { view } from '../../platform/view.ts'
import { Button, Chip, Chips } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import * as words from '../../words/index.ts'
import { currentEvent, programme } from '../programme/programmes.ts'
import { EditCard } from './edit-view.tsx'
import { codeFields, type Extra, hasLink, liveCode, type Shown, untilNextStep, vcardText } from './live-code.ts'
import { Modes } from './modes-view.tsx'
import { myCard } from './my-card.ts'
import type { Bytes } from './base41.ts'
import { cardVersion, flowing, isFilled, presets } from './presets.ts'
import { SharedWith } from './shared-view.tsx'
import { codeSymbol, type Symbol, textSymbol } from './symbols.ts'

const text = words.card
const EXTRAS = 'code-extras'

export function Card({ parts: [page] }: { parts: string[] }) {
  if (page === 'edit') return <EditCard />
  if (page === 'shared') return <SharedWith />
  return <Show />
}

/** My badge with its live code: full width, awake, another each minute, with or without a network. */
function Show() {
  const extras = useSignal<Extra[]>([])
  const shown = useSignal<Shown | undefined>(undefined)
  const file = useSignal(false)
  const fields = useComputed(() => codeFields(withAddress(), extras.value, currentEvent.value, cardVersion.value))
  useEffect(() => { void setting<Extra[]>(EXTRAS).then((kept) => { extras.value = kept ?? [] }) }, [])
  useEachMinute(async () => {
    shown.value = await liveCode((await codeSecret()) as Bytes, fields.value, location.origin)
  }, fields.value)
  useAwake()

  const card = withAddress()
  const event = programme.value?.event
  const toggle = async (extra: Extra): Promise<void> => {
    extras.value = extras.value.includes(extra) ? extras.value.filter((other) => other !== extra) : [...extras.value, extra]
    await keepSetting(EXTRAS, extras.value)
  }
  return (
    <Screen title={text.title} over={event?.short_name ?? event?.name} side={<SyncChip />} tools={<Modes scanning={false} />}>
      <div class="card-show">
        <article class="pass">
          <p class="ev"><span>{event?.short_name ?? event?.name ?? words.ui.app}</span></p>
          <p class="who"><b>{card.name || text.noName}</b><span>{[card.headline, card.institution].filter(Boolean).join(', ')}</span></p>
          {shown.value && <Code symbol={codeSymbol(shown.value.segments)} label={text.code} look="qr" />}
          {shown.value && <p class="typed"><span class="vh">{text.typed}: </span>{shown.value.typed.replace('-', ' ')}</p>}
        </article>
        <div class="list">
          <a class="fact" href={link('card', 'edit')}>
            <Icon of={idCard} />
            <span class="b"><b>{card.name ? text.shares(flowing(myCard.value, presets.value, account.value)) : text.noNameHint}</b>{flowing(myCard.value, presets.value, account.value).length > 0 && <small>{text.sharesMore}</small>}</span>
            <span class="go">{text.edit}</span>
          </a>
          <SharedFact />
        </div>
        {(isFilled(card['email']) || hasLink(card)) && (
          <>
            <p class="lab">{text.inCode}</p>
            <Chips label={text.inCode} wrap>
              {isFilled(card['email']) && <Chip pressed={extras.value.includes('email')} onClick={() => toggle('email')}>{text.inCodeEmail}</Chip>}
              {hasLink(card) && <Chip pressed={extras.value.includes('link')} onClick={() => toggle('link')}>{text.inCodeLink}</Chip>}
            </Chips>
          </>
        )}
        <p class="hint"><Icon of={sunMedium} size="s" />{text.offline}</p>
        <div class="stack"><Button look="text" icon={fileUser} onClick={() => { file.value = true }}>{text.file}</Button></div>
      </div>
      {file.value && <FileSheet close={() => { file.value = false }} />}
    </Screen>
  )
}

/** My card with the address I signed in with, until the card says another. */
function withAddress(): typeof myCard.value {
  return 'email' in myCard.value || !account.value ? myCard.value : { ...myCard.value, email: account.value }
}

function Code({ symbol, label, look }: { symbol: Symbol; label: string; look: 'qr' | 'plain-code' }) {
  return (
    <figure class={look} role="img" aria-label={label}>
      <svg viewBox={`0 0 ${symbol.size} ${symbol.size}`} aria-hidden="true"><path d={symbol.path} /></svg>
    </figure>
  )
}

function SharedFact() {
  const asks = view.value.all('ask').length
  return (
    <a class="fact" href={link('card', 'shared')}>
      <Icon of={users} />
      <span class="b"><b>{text.sharedWith}</b><small>{asks > 0 ? text.asks(asks) : text.sharedCount(view.value.all('shared').length)}</small></span>
      <Icon of={chevronRight} turns />
    </a>
  )
}

function FileSheet({ close }: { close: () => void }) {
  const fields = codeFields(withAddress(), ['email', 'link'], null, 0)
  const lines = Object.values(fields).filter((value) => typeof value === 'string')
  return (
    <Sheet title={text.fileTitle} onClose={close}>
      <p>{text.fileHint}</p>
      <Code symbol={textSymbol(vcardText(fields))} label={text.fileCode} look="plain-code" />
      <p class="meta">{lines.join(' · ')}</p>
    </Sheet>
  )
}

/** Run at once, again when `depends` changes, and at the start of every minute of this phone's clock. */
function useEachMinute(work: () => Promise<void>, depends: unknown): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const run = (): void => {
      void work()
      timer = setTimeout(run, untilNextStep(clock.now()) + 20)
    }
    const wake = (): void => {
      if (document.hidden) return
      clearTimeout(timer)
      run()
    }
    run()
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [depends])
}

/** Keep the screen on while the code is shown. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let left = false
    const hold = async (): Promise<void> => {
      if (document.hidden) return
      const held = await navigator.wakeLock?.request('screen').catch(() => undefined)
      if (left) void held?.release()
      else lock = held
    }
    const again = (): void => void hold()
    void hold()
    document.addEventListener('visibilitychange', again)
    return () => {
      left = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
}
