import { useEffect, useState } from 'preact/hooks'
import gitMerge from 'lucide:git-merge'
import lock from 'lucide:lock'
import smartphone from 'lucide:smartphone'
import { account } from '../../platform/sync-state.ts'
import { Button } from '../../ui/controls.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { go, link, route } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { Claim } from './claim-view.tsx'
import { CodeStep } from './code-step.tsx'
import './sign-in.css'
import { inWords } from './outcome-words.ts'
import { afterSignIn, type Asked, asked, askForCode, goOnAs, holdings, type Outcome, restoreAsked } from './sign-ins.ts'

const said = words.accounts.signIn

/** An address, then the code that was mailed to it; then whose profile this phone goes on with. */
export function SignIn(_: { parts: string[] }) {
  const [claiming, setClaiming] = useState<string | undefined>(undefined)
  const linked = route.value.query
  useEffect(() => { void restoreAsked() }, [])

  const signedIn = async (email: string, fresh: boolean): Promise<void> => {
    if (await goOnAs(email, fresh) === 'ask') setClaiming(email)
    else finish(email)
  }

  const from: Asked | null = asked.value ?? (linked.has('code') ? { email: linked.get('email') ?? '', at: '' } : null)
  return (
    <Screen title={from ? said.enter : said.title} up={{ label: words.accounts.back, fallback: link('today') }} bare>
      {claiming
        ? <Claim email={claiming} onDone={() => finish(claiming)} />
        : from ? <CodeStep asked={from} linked={linked.get('code') ?? ''} onSignedIn={signedIn} /> : <AddressStep />}
      {!claiming && <WhatItDoes />}
    </Screen>
  )
}

async function finish(email: string): Promise<void> {
  go(await afterSignIn() ?? link('today'), { replace: true })
  toast(said.done(email)) // last: who reads it may go on at once
}

function AddressStep() {
  const [email, setEmail] = useState(account.value ?? '')
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined)
  const [busy, setBusy] = useState(false)

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) {
      setOutcome({ kind: 'refused', detail: said.badEmail })
      return
    }
    setBusy(true)
    setOutcome(await askForCode(email))
    setBusy(false)
  }

  return (
    <form onSubmit={send} noValidate>
      <h1 class="big" tabIndex={-1}>{said.title}</h1>
      <p class="signin-lead">{said.lead}</p>
      <Field
        label={said.email} hint={said.emailHint} error={outcome && inWords(outcome)} type="email" name="email" autocomplete="email"
        autocapitalize="none" spellcheck={false} enterKeyHint="send" maxLength={254} value={email} onInput={setEmail} focus
      />
      <div class="stack signin-acts">
        <Button submit full disabled={busy}>{busy ? said.sending : said.send}</Button>
        {account.value === null && <Button look="text" href={link('today')}>{said.without}</Button>}
      </div>
    </form>
  )
}

function WhatItDoes() {
  const held = holdings.value
  const some = held.people + held.notes + held.saved > 0
  return (
    <>
      <Part title={said.does} />
      <div class="list">
        {account.value === null && <Fact icon={smartphone} title={said.takes}>{some ? said.counts(held) : said.takesNothing}</Fact>}
        <Fact icon={gitMerge} title={said.joins}>{said.joinsHint}</Fact>
        <Fact icon={lock} title={said.yours}>{said.yoursHint}</Fact>
      </div>
    </>
  )
}

function Fact({ icon, title, children }: { icon: Shapes; title: string; children: string }) {
  return <div class="fact"><Icon of={icon} /><span class="b"><b>{title}</b><small>{children}</small></span></div>
}

