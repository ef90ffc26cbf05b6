import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import chevronDown from 'lucide:chevron-down'
import { Icon } from '../../ui/icon.tsx'

interface Props {
  label: string
  value: string
  onChange: (value: string) => unknown
  hint?: string | undefined
  error?: string | undefined
}

/** One of a list, in the phone's own way of choosing. */
export function Choose({ label, value, onChange, hint, error, children }: Props & { children: ComponentChildren }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="add-select">
        <select
          class="in" id={id} value={value} aria-invalid={error !== undefined} aria-describedby={hint || error ? `${id}-why` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {children}
        </select>
        <Icon of={chevronDown} size="s" />
      </span>
      {(error ?? hint) && <p class={error ? 'why bad' : 'why'} id={`${id}-why`} role={error ? 'alert' : undefined}>{error ?? hint}</p>}
    </div>
  )
}

/** A day, in the phone's own way of choosing. */
export function Day({ label, value, onChange }: Props) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input class="in" id={id} type="date" value={value} onChange={(event) => { if (event.currentTarget.value) onChange(event.currentTarget.value) }} />
    </div>
  )
}

/** A time zone by its name; the one that is set is there, though this phone may not list it. */
export function Zone({ label, value, onChange, hint, error }: Props) {
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), value])].filter(Boolean).sort()
  return (
    <Choose label={label} value={value} onChange={onChange} hint={hint} error={error}>
      {zones.map((zone) => <option key={zone} value={zone}>{zone.replaceAll('_', ' ')}</option>)}
    </Choose>
  )
}

export const phoneZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
