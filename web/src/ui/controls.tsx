import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'
import { Icon, type Shapes } from './icon.tsx'

interface ButtonProps {
  children: ComponentChildren
  onClick?: () => unknown
  /** One filled button a screen; the others are soft, lined or plain text. */
  look?: 'filled' | 'soft' | 'line' | 'bad' | 'text'
  small?: boolean
  full?: boolean
  icon?: Shapes
  disabled?: boolean
  submit?: boolean
  /** An address makes it a link. */
  href?: string
  label?: string
}

export function Button({ children, onClick, look = 'filled', small, full, icon, disabled, submit, href, label }: ButtonProps) {
  const classes = look === 'text' ? 'txt' : ['btn', look !== 'filled' && look, small && 's', full && 'full'].filter(Boolean).join(' ')
  const content = <>{icon && <Icon of={icon} />}{children}</>
  if (href !== undefined) return <a class={classes} href={href} onClick={onClick} aria-label={label}>{content}</a>
  return (
    <button class={classes} type={submit ? 'submit' : 'button'} onClick={onClick} disabled={disabled} aria-label={label}>
      {content}
    </button>
  )
}

interface IconButtonProps {
  icon: Shapes
  label: string
  onClick?: () => unknown
  href?: string
  pressed?: boolean
  turns?: boolean
  /** The name of a file that `href` leads to. */
  download?: string
}

/** A drawing to press: 44 px, with its name for who does not see it. */
export function IconButton({ icon, label, onClick, href, pressed, turns, download }: IconButtonProps) {
  const drawing = <Icon of={icon} size="tab" filled={pressed ?? false} turns={turns ?? false} />
  if (href !== undefined) return <a class="icon" href={href} download={download} aria-label={label}>{drawing}</a>
  return (
    <button class={pressed ? 'icon ok' : 'icon'} type="button" aria-label={label} aria-pressed={pressed} onClick={onClick}>
      {drawing}
    </button>
  )
}

/** A word on a coloured ground; the colour repeats what the word says. */
export function Tag({ tone, icon, children }: { tone?: 'bad' | 'good' | 'plain'; icon?: Shapes; children: ComponentChildren }) {
  return <span class={tone ? `tag ${tone}` : 'tag'}>{icon && <Icon of={icon} size="xs" />}{children}</span>
}

interface ChipProps {
  children: ComponentChildren
  pressed: boolean
  onClick: () => unknown
  /** A CSS colour: draws the square of a track. */
  colour?: string
  icon?: Shapes
  onSurface?: boolean
}

export function Chip({ children, pressed, onClick, colour, icon, onSurface }: ChipProps) {
  return (
    <button class={onSurface ? 'chip on-surface' : 'chip'} type="button" aria-pressed={pressed} onClick={onClick} style={colour ? { '--c': colour } : undefined}>
      {colour && <i />}{icon && <Icon of={icon} size="s" />}{children}
    </button>
  )
}

export function Chips({ label, wrap, children }: { label: string; wrap?: boolean; children: ComponentChildren }) {
  return <div class={wrap ? 'chips wrap' : 'chips'} role="group" aria-label={label}>{children}</div>
}

export interface Choice<T> {
  value: T
  label: ComponentChildren
  icon?: Shapes
  /** A count at its end. */
  count?: number
}

interface SegmentsProps<T> {
  label: string
  choices: Choice<T>[]
  value: T
  onChange: (value: T) => unknown
  flat?: boolean
}

/** One of a few: arrow keys move the choice, Tab leaves it. */
export function Segments<T>({ label, choices, value, onChange, flat }: SegmentsProps<T>) {
  const none = choices.every((choice) => choice.value !== value)
  const classes = ['seg', flat && 'flat', choices.length > 4 && 'many'].filter(Boolean).join(' ')
  return (
    <div class={classes} role="radiogroup" aria-label={label} onKeyDown={arrows}>
      {choices.map((choice, index) => (
        <button
          key={String(choice.value)} type="button" role="radio" aria-checked={choice.value === value}
          tabIndex={choice.value === value || (none && index === 0) ? 0 : -1} onClick={() => onChange(choice.value)}
        >
          {choice.icon && <Icon of={choice.icon} size="s" />}{choice.label}
          {choice.count ? <span class="n">{choice.count}</span> : null}
        </button>
      ))}
    </div>
  )
}

/** In a `radiogroup`, the arrow keys choose the neighbour: put it on the group's `onKeyDown`. */
export function arrows(event: TargetedKeyboardEvent<HTMLElement>): void {
  const start = event.currentTarget.matches(':dir(rtl)') ? 'ArrowRight' : 'ArrowLeft'
  const end = start === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
  const step = [end, 'ArrowDown'].includes(event.key) ? 1 : [start, 'ArrowUp'].includes(event.key) ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')]
  const next = radios[(radios.indexOf(document.activeElement as HTMLElement) + step + radios.length) % radios.length]
  next?.focus()
  next?.click()
}

export function Switch({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => unknown }) {
  return <button class="switch" type="button" role="switch" aria-checked={on} aria-label={label} onClick={() => onChange(!on)} />
}
