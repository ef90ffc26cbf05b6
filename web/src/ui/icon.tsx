import { h } from 'preact'

export type Shapes = [tag: string, attributes: Record<string, string>][]

interface Props {
  /** `import sun from 'lucide:sun'` */
  of: Shapes
  size?: 'xs' | 's' | 'tab' | 'l'
  filled?: boolean
  /** An arrow that points along the text: turned around where text runs from the right. */
  turns?: boolean
}

/** A drawing beside words that say the same; never alone without a label on its button. */
export function Icon({ of, size, filled, turns }: Props) {
  const names = ['i', size, filled && 'fill', turns && 'turns'].filter(Boolean).join(' ')
  return (
    <svg class={names} viewBox="0 0 24 24" aria-hidden="true">
      {of.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  )
}
