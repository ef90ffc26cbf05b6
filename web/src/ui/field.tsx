import type { ComponentChildren, InputHTMLAttributes, RefObject } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import search from 'lucide:search'
import x from 'lucide:x'
import * as words from '../words/index.ts'
import { IconButton } from './controls.tsx'
import { Icon } from './icon.tsx'

interface FieldProps {
  label: ComponentChildren
  /** Beside the label: "optional", a count. */
  aside?: ComponentChildren
  value: string
  onInput: (value: string) => unknown
  /** Under the field: what it is for. */
  hint?: ComponentChildren
  /** Under the field: what is wrong and what to do. */
  error?: string | undefined
  /** Takes the focus when it appears. */
  focus?: boolean
}

interface InputProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'url'
  name?: string
  autocomplete?: string
  inputMode?: 'text' | 'email' | 'tel' | 'url' | 'numeric'
  placeholder?: string
  maxLength?: number
  enterKeyHint?: 'done' | 'go' | 'next' | 'send'
  autocapitalize?: 'none' | 'words' | 'sentences' | 'characters'
  spellcheck?: boolean
}

/** Before it is painted, so that no key is lost; then again, where a new screen gave the focus to its heading. */
function useFocus(field: RefObject<HTMLElement | null>, wanted = false): void {
  const take = (): void => { if (wanted) field.current?.focus() }
  useLayoutEffect(take, [wanted])
  useEffect(take, [wanted])
}

/** A label, a line to type in, and what to know about it. */
export function Field({ label, aside, value, onInput, hint, error, focus, type = 'text', ...rest }: InputProps) {
  // Preact types each type of input apart; these differ in the keyboard only.
  const attributes = { ...rest, type } as InputHTMLAttributes
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useFocus(input, focus)
  return (
    <div class="field">
      <label for={id}>{label}{aside && <small>{aside}</small>}</label>
      <input
        {...attributes} autofocus={focus ?? false} ref={input} id={id} class="in" value={value} aria-invalid={error !== undefined}
        aria-describedby={hint || error ? `${id}-why` : undefined} onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Why id={`${id}-why`} hint={hint} error={error} />
    </div>
  )
}

interface AreaProps extends FieldProps {
  name?: string
  placeholder?: string
  maxLength?: number
  rows?: number
}

/** The same with room for sentences; it grows with them. */
export function TextArea({ label, aside, value, onInput, hint, error, focus, ...rest }: AreaProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  useFocus(area, focus)
  return (
    <div class="field">
      <label for={id}>{label}{aside && <small>{aside}</small>}</label>
      <textarea
        autofocus={focus ?? false} rows={3} {...rest} ref={area} id={id} class="in area" value={value} aria-invalid={error !== undefined}
        aria-describedby={hint || error ? `${id}-why` : undefined} onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Why id={`${id}-why`} hint={hint} error={error} />
    </div>
  )
}

function Why({ id, hint, error }: { id: string; hint: ComponentChildren; error: string | undefined }) {
  if (error) return <p class="why bad" id={id} role="alert">{error}</p>
  return hint ? <p class="why" id={id}>{hint}</p> : null
}

interface SearchProps {
  label: string
  placeholder: string
  value: string
  onInput: (value: string) => unknown
}

/** `/` leads here from anywhere on the screen. */
export function SearchField({ label, placeholder, value, onInput }: SearchProps) {
  const input = useRef<HTMLInputElement>(null)
  // Before anything is painted: who sees the field may press the key.
  useLayoutEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', jump)
    return () => removeEventListener('keydown', jump)
  }, [])
  return (
    <div class="search" role="search">
      <Icon of={search} />
      <input
        ref={input} type="search" aria-label={label} placeholder={placeholder} value={value} enterKeyHint="search"
        autocomplete="off" autocapitalize="off" spellcheck={false} onInput={(event) => onInput(event.currentTarget.value)}
      />
      {value === '' ? <kbd aria-hidden="true">/</kbd> : <IconButton icon={x} label={words.ui.clear} onClick={() => { onInput(''); input.current?.focus() }} />}
    </div>
  )
}
