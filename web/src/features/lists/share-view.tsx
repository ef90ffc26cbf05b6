import { useEffect, useState } from 'preact/hooks'
import copyIcon from 'lucide:copy'
import qrCode from 'lucide:qr-code'
import share from 'lucide:share-2'
import { view } from '../../platform/view.ts'
import { Button, Segments, Switch } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { myCard } from '../card/my-card.ts'
import type { Symbol } from '../card/symbols.ts'
import { planned } from '../programme/agenda.ts'
import type { Programme } from '../programme/programme.ts'
import { programme as current } from '../programme/programmes.ts'
import { listAddress } from './shared-lists.ts'

const said = words.lists
/** More would be a code too fine for a phone's camera. */
const LONGEST_IN_CODE = 700

/** What I saved, all of it or a day's, as a link that carries it. */
export function ShareList() {
  const programme = current.value
  const saved = programme ? planned(programme, view.value).map(({ item }) => item).filter((item) => !item.removed) : []
  return (
    <Screen title={said.title} up={{ label: said.back, fallback: link('programme') }}>
      <h1 class="big" tabIndex={-1}>{said.title}</h1>
      {programme && saved.length > 0
        ? <Choice programme={programme} saved={saved} />
        : <Empty title={said.none.title} act={<Button href={link('programme')}>{said.none.act}</Button>}>{said.none.body}</Empty>}
    </Screen>
  )
}

function Choice({ programme, saved }: { programme: Programme; saved: Programme['items'] }) {
  const [day, setDay] = useState('')
  const [named, setNamed] = useState(false)
  const [symbol, setSymbol] = useState<Symbol | undefined>(undefined)
  const name = typeof myCard.value.name === 'string' ? myCard.value.name : ''
  const items = day ? saved.filter((item) => item.day === day) : saved
  const days = [...new Set(saved.map((item) => item.day))]
  const address = listAddress(programme.event.slug, items, named ? name : '')
  useEffect(() => setSymbol(undefined), [address])
  const draw = async (): Promise<void> => {
    const { textSymbol } = await import('../card/symbols.ts')
    setSymbol(textSymbol(address))
  }
  return (
    <>
      <p class="meta">{said.lead}</p>
      {days.length > 1 && (
        <div class="list-add">
          <Segments label={said.which} flat choices={[{ value: '', label: said.all }, ...days.map((one) => ({ value: one, label: shortDay(new Date(`${one}T12:00Z`), 'UTC') }))]} value={day} onChange={setDay} />
        </div>
      )}
      <p class="meta list-left">{said.chosen(items.length)}</p>
      {name && (
        <div class="list">
          <div class="fact"><span class="b"><b>{said.withName(name)}</b><small>{said.withNameHint}</small></span><Switch label={said.withName(name)} on={named} onChange={setNamed} /></div>
        </div>
      )}
      <div class="stack list-add">
        {typeof navigator.share === 'function' && <Button full icon={share} onClick={() => send(address)}>{said.send}</Button>}
        <Button full look="soft" icon={copyIcon} onClick={() => copy(address)}>{said.copy}</Button>
        {address.length <= LONGEST_IN_CODE
          ? <Button full look="line" icon={qrCode} onClick={draw}>{said.code}</Button>
          : <p class="meta">{said.tooLong}</p>}
      </div>
      {symbol && (
        <figure class="list-code" role="img" aria-label={said.codeLabel(items.length)}>
          <svg viewBox={`0 0 ${symbol.size} ${symbol.size}`} aria-hidden="true"><path d={symbol.path} /></svg>
        </figure>
      )}
      <input class="in list-address" readOnly value={address} aria-label={said.field} onFocus={(event) => event.currentTarget.select()} />
    </>
  )
}

async function send(address: string): Promise<void> {
  try {
    await navigator.share({ title: said.shared, url: address })
  } catch { /* the sheet was closed without a choice */ }
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address)
    toast(said.copied)
  } catch {
    document.querySelector<HTMLInputElement>('.list-address')?.select() // refused: it is selected, to be copied by hand
  }
}
