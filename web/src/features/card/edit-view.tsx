import { useSignal } from '@preact/signals'
import refresh from 'lucide:refresh-cw'
import { renewCode } from '../../platform/profile.ts'
import { account } from '../../platform/sync-state.ts'
import { Button, Switch } from '../../ui/controls.tsx'
import { Field as Input, TextArea } from '../../ui/field.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { say, toast } from '../../ui/toast.tsx'
import * as words from '../../words/index.ts'
import { CONTACT, FACE, type Field, isLong, limitOf, PITCH, typedOf, valueOf } from './card-fields.ts'
import { myCard, setCardField } from './my-card.ts'
import { CONTACT_FIELDS, type Level, presets, setPresets } from './presets.ts'

const text = words.card
const LEVELS: Level[] = ['face', 'chosen', 'all']

/** What I share about myself; each field is kept as one leaves it. */
export function EditCard() {
  const renew = async (): Promise<void> => {
    await renewCode()
    toast(text.renewed)
  }
  return (
    <Screen title={text.editTitle} up={{ label: text.title, fallback: link('card') }}>
      <h1 class="title" tabIndex={-1}>{text.editTitle}</h1>
      <Part title={text.face} />
      <div class="fields">{FACE.map((field) => <CardField key={field} field={field} />)}</div>
      <Part title={text.contact} />
      <div class="fields">{CONTACT.map((field) => <CardField key={field} field={field} />)}</div>
      <Part title={text.level} />
      <Levels />
      <div class="list">
        <div class="switch-row">
          <span class="b"><b>{text.ask}</b><small>{text.askHint}</small></span>
          <Switch label={text.ask} on={presets.value.ask === true} onChange={(ask) => setPresets({ ask })} />
        </div>
      </div>
      <Part title={text.pitch} act={<small class="meta">{text.pitchHint}</small>} />
      <div class="fields">{PITCH.map((field) => <CardField key={field} field={field} />)}</div>
      <Part title={text.renew} />
      <p class="meta">{text.renewHint}</p>
      <div class="stack"><Button look="line" icon={refresh} onClick={renew}>{text.renew}</Button></div>
    </Screen>
  )
}

const TYPES: Partial<Record<Field, 'email' | 'tel' | 'url'>> = { email: 'email', phone: 'tel', linkedin: 'url' }
const AUTOCOMPLETE: Partial<Record<Field, string>> = { name: 'name', headline: 'organization-title', institution: 'organization', email: 'email', phone: 'tel' }

function CardField({ field }: { field: Field }) {
  const kept = typedOf(field === 'email' && !('email' in myCard.value) ? account.value : myCard.value[field])
  const typed = useSignal<string | undefined>(undefined)
  const wrong = useSignal(false)
  const keep = async (): Promise<void> => {
    if (typed.value === undefined || typed.value.trim() === kept.trim()) return
    const value = valueOf(field, typed.value)
    wrong.value = value === undefined
    if (value === undefined) return
    await setCardField(field, value)
    typed.value = undefined
    say(text.savedHere)
  }
  const common = {
    label: text.fields[field], value: typed.value ?? kept, maxLength: limitOf(field), hint: text.hints[field as keyof typeof text.hints],
    error: wrong.value ? text.wrong[field as keyof typeof text.wrong] : undefined,
    onInput: (value: string) => { typed.value = value; wrong.value = false },
  }
  return (
    <div onFocusOut={() => void keep()}>
      {isLong(field)
        ? <TextArea {...common} rows={2} />
        : <Input {...common} type={TYPES[field] ?? 'text'} autocomplete={AUTOCOMPLETE[field] ?? 'off'} />}
    </div>
  )
}

function Levels() {
  const { level = 'all', fields = [] } = presets.value
  const toggle = (field: string): Promise<unknown> =>
    setPresets({ fields: fields.includes(field) ? fields.filter((other) => other !== field) : [...fields, field] })
  return (
    <div class="list" role="radiogroup" aria-label={text.level}>
      {LEVELS.map((choice) => (
        <button key={choice} class="pick" type="button" role="radio" aria-checked={choice === level} onClick={() => void setPresets({ level: choice })}>
          <i /><span><b>{text.levels[choice]}</b></span>
        </button>
      ))}
      {level === 'chosen' && CONTACT_FIELDS.map((field) => (
        <div key={field} class="switch-row">
          <span class="b"><b>{text.fields[field]}</b></span>
          <Switch label={text.fields[field]} on={fields.includes(field)} onChange={() => toggle(field)} />
        </div>
      ))}
    </div>
  )
}
