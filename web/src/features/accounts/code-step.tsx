import { useEffect, useRef, useState } from 'preact/hooks'
import clipboard from 'lucide:clipboard'
import { clock } from '../../platform/clock.ts'
import { Button } from '../../ui/controls.tsx'
import { say } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { CodeField } from './code-field.tsx'
import { inWords } from './outcome-words.ts'
import { type Asked, askForCode, CODE_LENGTH, codeIn, forgetAsked, readCode, SECONDS_BETWEEN_CODES, signIn } from './sign-ins.ts'

const said = words.accounts.signIn

interface Props {
  asked: Asked
  /** The code that a link from the mail brought along; it waits for a press. */
  linked: string
  onSignedIn: (email: string, fresh: boolean) => unknown
}

/** The code that was mailed: typed, pasted or linked. The eighth character sends it. */
export function CodeStep({ asked, linked, onSignedIn }: Props) {
  const [code, setCode] = useState(readCode(linked))
  const [wrong, setWrong] = useState<string | undefined>(undefined)
  const [told, setTold] = useState<string | undefined>(undefined)
  const busy = useRef(false)
  const [checking, setChecking] = useState(false)
  const wait = useSecondsLeft(asked.at)

  const send = async (typed: string): Promise<void> => {
    if (busy.current || typed.length < CODE_LENGTH) return
    busy.current = true
    setChecking(true)
    say(said.checking)
    const outcome = await signIn(asked.email, typed)
    busy.current = false
    setChecking(false)
    if (outcome.kind === 'signed-in') onSignedIn(outcome.email, outcome.fresh)
    else setWrong(outcome.kind === 'refused' ? said.wrong : inWords(outcome))
  }
  const type = (typed: string): void => {
    setCode(typed)
    setWrong(undefined)
    setTold(undefined)
    if (typed.length === CODE_LENGTH && typed !== code) void send(typed)
  }
  const paste = async (): Promise<void> => {
    const text = await navigator.clipboard.readText().catch(() => undefined)
    if (text === undefined) setTold(said.pasteByHand)
    else if (codeIn(text).length < CODE_LENGTH) setTold(said.noCode)
    else type(codeIn(text))
  }
  const again = async (): Promise<void> => {
    const outcome = await askForCode(asked.email)
    setCode('')
    setWrong(inWords(outcome))
    setTold(outcome.kind === 'done' ? said.sentAgain : undefined)
  }

  return (
    <form onSubmit={(event) => { event.preventDefault(); void send(code) }}>
      <h1 class="big" tabIndex={-1}>{said.enter}</h1>
      <p class="signin-lead">{said.sentTo}<b>{asked.email}</b>{said.worksOnce}</p>
      <CodeField code={code} bad={wrong !== undefined} onInput={type} describedBy="code-said" />
      <p id="code-said" class={wrong ? 'signin-said bad' : 'signin-said'} role={wrong || told ? 'alert' : undefined}>{wrong ?? told}</p>
      {(linked || wrong) && code.length === CODE_LENGTH && (
        <div class="stack signin-acts"><Button submit full disabled={checking}>{checking ? said.checking : said.submit}</Button></div>
      )}
      <div class="btns signin-acts">
        <Button small look="soft" icon={clipboard} onClick={paste}>{said.paste}</Button>
        <Button small look="line" disabled={wait > 0} onClick={again}>{wait > 0 ? said.againIn(wait) : said.again}</Button>
      </div>
      <p class="signin-said"><b>{said.notArrived}</b> {said.notArrivedHint}</p>
      <Button look="text" onClick={forgetAsked}>{said.other}</Button>
    </form>
  )
}

/** Seconds until another code may be asked for: counted down on the screen. */
function useSecondsLeft(since: string): number {
  const left = (): number =>
    since ? Math.max(0, SECONDS_BETWEEN_CODES - Math.floor((clock.now().getTime() - Date.parse(since)) / 1000)) : 0
  const [seconds, setSeconds] = useState(left())
  useEffect(() => {
    setSeconds(left())
    const timer = setInterval(() => setSeconds(left()), 1000)
    return () => clearInterval(timer)
  }, [since])
  return seconds
}
