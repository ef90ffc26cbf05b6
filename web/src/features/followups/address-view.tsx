import { useSignal } from '@preact/signals'
import { Button } from '../../ui/controls.tsx'
import { Field } from '../../ui/field.tsx'
import * as words from '../../words/index.ts'
import { asciiAddress } from './hand-off.ts'
import { addressOf, setAddress } from './messages.ts'
import { type FollowUp } from './owed.ts'

const text = words.followups.editor

/** Whom it goes to; without an address a way to add one, for it can be copied all the same. */
export function Address({ owed }: { owed: FollowUp }) {
  const adding = useSignal(false)
  const typed = useSignal('')
  const wrong = useSignal(false)
  const address = addressOf(owed)
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault()
    wrong.value = asciiAddress(typed.value) === null
    if (wrong.value) return
    await setAddress(owed, typed.value)
    adding.value = false
  }
  if (address) return <div class="to"><span class="k">{words.people.details.email}</span><span class="long">{address}</span></div>
  if (owed.state !== 'planned' && owed.state !== 'edited') {
    return <div class="to"><span class="k">{words.people.details.email}</span><span class="long">{words.followups.status.noAddress}</span></div>
  }
  if (!adding.value) {
    return <div class="to"><span class="k">{words.people.details.email}</span><button class="inline" type="button" onClick={() => { adding.value = true }}>{text.addAddress}</button></div>
  }
  return (
    <form class="inset" noValidate onSubmit={(event) => void keep(event)}>
      <Field
        label={text.address} type="email" autocomplete="off" inputMode="email" autocapitalize="none" focus maxLength={254} value={typed.value}
        error={wrong.value ? text.addressWrong : undefined} onInput={(value) => { typed.value = value }}
      />
      <Button small submit look="soft">{text.save}</Button>
    </form>
  )
}
