import { Button } from '../../ui/controls.tsx'
import * as words from '../../words/index.ts'
import { holdings, switchTo, takeAlong } from './sign-ins.ts'

const said = words.accounts.claim

/** This phone holds something, and so does the account: both as one, or kept apart. */
export function Claim({ email, onDone }: { email: string; onDone: () => unknown }) {
  const add = (): void => {
    takeAlong(email)
    onDone()
  }
  return (
    <>
      <h1 class="big" tabIndex={-1}>{said.title}</h1>
      <p class="signin-lead"><b>{said.ask(holdings.value.people, email)}</b><br />{said.why(email)}</p>
      <div class="stack">
        <Button full onClick={add}>{said.yes}</Button>
        <Button full look="line" onClick={() => switchTo(email)}>{said.no}</Button>
      </div>
      <p class="signin-said">{said.apart}</p>
    </>
  )
}
