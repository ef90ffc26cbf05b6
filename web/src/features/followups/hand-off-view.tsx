import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { account } from '../../platform/sync-state.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, Segments, Tag } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import { clockTime } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { CopySheet } from './copy-sheet.tsx'
import { type Mail, linkFor, type Way } from './hand-off.ts'
import { handOff, mailOf, markSent, nameOf, sendByServer } from './messages.ts'
import { approved, type FollowUp, handedOff, lastEvent, unwritten } from './owed.ts'
import { SentBar } from './sent-bar.tsx'

const text = words.followups.out
let lastWay: Way | undefined

/** Opened is not sent: each message gets its way out, and the app asks. */
export function HandOff() {
  const way = useSignal<Way>(lastWay ?? (account.value ? 'server' : 'mail'))
  const copying = useSignal<string | null>(null)
  const [open, next] = [handedOff.value, approved.value]
  const ways: Way[] = account.value ? ['server', 'mail', 'gmail', 'outlook', 'copy'] : ['mail', 'gmail', 'outlook', 'copy']
  useEffect(() => { lastWay = way.value }, [way.value])
  const copied = [...next, ...open].find(({ id }) => id === copying.value)
  return (
    <Screen
      title={text.title} up={{ label: words.followups.title, fallback: link('follow-up') }}
      foot={open.length > 0 && <SentBar owed={open[0]!} copyAgain={() => { copying.value = open[0]!.id }} />}
    >
      <p class="meta">{text.over(next.length, unwritten.value.length)}</p>
      <h1 class="big" tabIndex={-1}>{text.title}</h1>
      {next.length > 0 && (
        <div class="ways">
          <Segments flat label={text.way} choices={ways.map((value) => ({ value, label: text.ways[value] }))} value={way.value} onChange={(value) => { way.value = value }} />
          <p class="meta">{text.wayHint[way.value]}</p>
        </div>
      )}
      {open.length > 0 && (
        <>
          <Part title={text.waiting} act={<button type="button" onClick={() => void allSent(open)}>{text.allSent(open.length)}</button>} />
          <div class="list">{open.map((owed) => <OpenRow key={owed.id} owed={owed} />)}</div>
        </>
      )}
      {next.length > 0 && (
        <>
          <Part title={text.next} />
          <div class="list">{next.map((owed) => <NextRow key={owed.id} owed={owed} way={way.value} copy={() => { copying.value = owed.id }} />)}</div>
        </>
      )}
      {open.length + next.length === 0 && <Nothing />}
      {copied && <CopySheet owed={copied} onClose={() => { copying.value = null }} />}
    </Screen>
  )
}

async function allSent(open: FollowUp[]): Promise<void> {
  for (const owed of open) await markSent(owed)
  toast(text.allMarked(open.map(nameOf)))
}

function OpenRow({ owed }: { owed: FollowUp }) {
  const at = lastEvent(owed)?.at
  return (
    <a class="person" href={link('follow-up', owed.id)}>
      <Avatar name={owed.contact.name} />
      <div class="b"><h3>{nameOf(owed)}</h3><p>{mailOf(owed).subject}</p></div>
      {at && <span class="tag flat">{text.openedAt(clockTime(new Date(at)))}</span>}
    </a>
  )
}

interface NextProps {
  owed: FollowUp
  way: Way
  copy: () => void
}

function NextRow({ owed, way, copy }: NextProps) {
  const mail = mailOf(owed)
  const delivery = owed.message?.delivery
  const why = !mail.to ? text.noAddress : way !== 'server' && way !== 'copy' && !linkFor(way, mail) ? text.tooLong : ''
  return (
    <div class="person">
      <Avatar name={owed.contact.name} />
      <div class="b">
        <h3><a href={link('follow-up', owed.id)}>{nameOf(owed)}</a></h3>
        <p>{[why, mail.subject].filter(Boolean).join(' · ')}</p>
        {delivery && <Undelivered owed={owed} />}
      </div>
      {delivery?.state !== 'waiting' && delivery?.state !== 'unknown' && <Out owed={owed} mail={mail} way={way} copy={copy} />}
    </div>
  )
}

function Out({ owed, mail, way, copy }: NextProps & { mail: Mail }) {
  const said = (words: string): string => `${words}: ${nameOf(owed)}`
  if (way === 'server' && mail.to) return <Button small look="soft" label={said(text.send)} onClick={() => send(owed)}>{text.send}</Button>
  const address = linkFor(way, mail)
  if (!address) return <Button small look="line" label={said(text.copy)} onClick={copy}>{text.copy}</Button>
  const outside = way === 'gmail' || way === 'outlook'
  return (
    <a class="btn soft s" href={address} {...(outside ? { target: '_blank', rel: 'noopener noreferrer' } : {})} aria-label={said(text.open)} onClick={() => void handOff(owed)}>
      {text.open}
    </a>
  )
}

/** What became of a mail that the server was to send, where it did not simply go. */
function Undelivered({ owed }: { owed: FollowUp }) {
  const delivery = owed.message?.delivery
  if (!delivery || delivery.state === 'sent') return null
  return (
    <>
      <Tag {...(delivery.state === 'waiting' ? { tone: 'good' as const } : delivery.state === 'unknown' ? {} : { tone: 'bad' as const })}>{text.delivery[delivery.state]}</Tag>
      {delivery.state === 'unknown'
        ? (
          <>
            <p>{text.unknown}</p>
            <div class="btns">
              <Button small look="soft" onClick={() => markSent(owed)}>{text.arrived}</Button>
              <Button small look="line" onClick={() => send(owed, true)}>{text.again}</Button>
            </div>
          </>
        )
        : delivery.reason && <p>{delivery.reason}</p>}
    </>
  )
}

async function send(owed: FollowUp, again = false): Promise<void> {
  const answer = await sendByServer(owed, again)
  switch (answer.kind) {
    case 'asked': return toast(text.asked(nameOf(owed)))
    case 'sign-in': return toast(text.signIn)
    case 'later': return toast(text.later)
    case 'refused': return toast(answer.detail)
  }
}

function Nothing() {
  const first = unwritten.value[0]
  return <Empty title={text.nothing.title} act={first && <Button href={link('follow-up', first.id)}>{text.nothing.act}</Button>}>{text.nothing.body}</Empty>
}
