import type { ComponentChildren } from 'preact'
import { Icon, type Shapes } from './icon.tsx'

/** Nothing yet: the shape of what will be here, one sentence, and the next act. */
export function Empty({ title, children, act, ghosts = 0 }: { title: string; children: ComponentChildren; act?: ComponentChildren; ghosts?: number }) {
  return (
    <>
      {Array.from({ length: ghosts }, (_, index) => (
        <div key={index} class="ghost" aria-hidden="true"><i class="o" /><i style={{ inlineSize: `${54 - index * 9}%` }} /></div>
      ))}
      <div class="none"><h2>{title}</h2><p>{children}</p></div>
      {act && <div class="stack">{act}</div>}
    </>
  )
}

/** One quiet line above the rest, never over it. */
export function Notice({ icon, title, children, acts, bad }: { icon: Shapes; title: string; children?: ComponentChildren; acts?: ComponentChildren; bad?: boolean }) {
  return (
    <div class={bad ? 'notice bad' : 'notice'} role="status">
      <Icon of={icon} />
      <div class="b"><b>{title}</b>{children && <small>{children}</small>}</div>
      {acts}
    </div>
  )
}
