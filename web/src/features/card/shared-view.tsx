import { post } from '../../platform/outbox.ts'
import { account } from '../../platform/sync-state.ts'
import { view } from '../../platform/view.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, Switch } from '../../ui/controls.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { clockTime, listed, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { programme, programmeOf } from '../programme/programmes.ts'
import { myCard } from './my-card.ts'
import { flowing, presets, setPresets } from './presets.ts'

const text = words.card.shared

interface Given {
  id: string
  face?: { name?: string; headline?: string; institution?: string }
}
interface Ask extends Given {
  at: string
  event?: string
}
interface Holder extends Given {
  since: string
}

const DAYS_30 = 30 * 24 * 3_600_000

/** Who asks for my card, and who holds it since when. */
export function SharedWith() {
  const asks = (view.value.all('ask') as unknown as Ask[]).filter((ask) => Date.now() - Date.parse(ask.at) < DAYS_30)
  const holders = (view.value.all('shared') as unknown as Holder[]).toSorted((one, other) => (one.since < other.since ? 1 : -1))
  return (
    <Screen title={text.title} up={{ label: words.card.title, fallback: link('card') }}>
      <p class="meta">{words.card.sharedCount(holders.length)}</p>
      <h1 class="big" tabIndex={-1}>{text.title}</h1>
      <Part title={text.requests} act={asks.length > 0 && <span class="num">{asks.length}</span>} />
      {asks.length > 0 ? <div class="list">{asks.map((ask) => <Request key={ask.id} ask={ask} />)}</div> : <p class="meta">{text.noRequests}</p>}
      <AcceptHere />
      <Part title={text.hold} />
      {holders.length > 0 ? <div class="list">{holders.map((holder) => <HolderRow key={holder.id} holder={holder} />)}</div> : <p class="meta">{text.nobody}</p>}
      <p class="hint">{text.note}</p>
    </Screen>
  )
}

const nameOf = ({ face }: Given): string => face?.name ?? text.someone
const when = (time: string): string => `${mediumDay(new Date(time))} ${clockTime(new Date(time))}`

function Request({ ask }: { ask: Ask }) {
  const fields = flowing(myCard.value, presets.value, account.value).map((field) => words.card.fields[field].toLocaleLowerCase())
  const answer = async (kind: 'share.give' | 'share.decline', said: string): Promise<void> => {
    await post(kind, { about: ask.id })
    toast(said)
  }
  const event = ask.event ? (programmeOf(ask.event)?.event.name ?? ask.event) : ''
  return (
    <div class="request">
      <div class="id">
        <Avatar name={nameOf(ask)} />
        <div class="b">
          <h3>{nameOf(ask)}</h3>
          {ask.face?.headline || ask.face?.institution ? <p>{[ask.face.headline, ask.face.institution].filter(Boolean).join(', ')}</p> : null}
          <p>{text.ask(event, when(ask.at))}</p>
          <p>{text.would(listed([text.everything, ...fields]))}</p>
        </div>
      </div>
      <div class="btns">
        <Button small onClick={() => answer('share.give', text.accepted(nameOf(ask)))}>{text.accept}</Button>
        <Button small look="line" onClick={() => answer('share.decline', text.declined)}>{text.decline}</Button>
      </div>
    </div>
  )
}

function AcceptHere() {
  const event = programme.value?.event
  if (!event) return null
  const accept = presets.value.accept ?? []
  const set = (on: boolean): Promise<unknown> =>
    setPresets({ accept: on ? [...accept, event.slug] : accept.filter((slug) => slug !== event.slug) })
  return (
    <div class="list">
      <div class="switch-row">
        <span class="b"><b>{text.acceptHere}</b><small>{text.acceptHereHint(event.short_name ?? event.name)}</small></span>
        <Switch label={text.acceptHere} on={accept.includes(event.slug)} onChange={set} />
      </div>
    </div>
  )
}

function HolderRow({ holder }: { holder: Holder }) {
  const stop = async (): Promise<void> => {
    await post('share.withdraw', { about: holder.id, met_by: [] })
    toast(text.stopped(nameOf(holder)))
  }
  return (
    <div class="person">
      <Avatar name={nameOf(holder)} />
      <div class="b"><h3>{nameOf(holder)}</h3><p>{text.since(when(holder.since))}</p></div>
      <Button small look="line" label={text.stopOf(nameOf(holder))} onClick={stop}>{text.stop}</Button>
    </div>
  )
}
