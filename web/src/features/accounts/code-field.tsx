import { useEffect, useRef } from 'preact/hooks'
import * as words from '../../words/index.ts'
import { CODE_LENGTH, readCode } from './sign-ins.ts'

interface Props {
  code: string
  bad: boolean
  onInput: (code: string) => unknown
  /** Under the boxes: what it says of itself, for who does not see them. */
  describedBy: string
}

/** The code's eight characters in two groups. Anything pasted into it is read as a code. */
export function CodeField({ code, bad, onInput, describedBy }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <div class={bad ? 'code8 bad' : 'code8'}>
      {Array.from({ length: CODE_LENGTH }, (_, at) => (
        <>
          {at === CODE_LENGTH / 2 && <hr aria-hidden="true" />}
          <i key={at} class={at === code.length ? 'on' : ''} aria-hidden="true">{code[at]}</i>
        </>
      ))}
      <input
        ref={input} type="text" name="code" aria-label={words.accounts.signIn.code} aria-invalid={bad} aria-describedby={describedBy}
        autocomplete="one-time-code" autocapitalize="characters" autocorrect="off" spellcheck={false} enterKeyHint="go"
        value={code} onInput={(event) => { onInput(event.currentTarget.value = readCode(event.currentTarget.value)) }}
      />
    </div>
  )
}
