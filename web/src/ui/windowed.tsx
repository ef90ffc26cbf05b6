/** Long lists: only what is near the window is drawn; the rest is room of the right height. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

const MARGIN = '1200px 0px'
const listeners = new WeakMap<Element, (near: boolean) => void>()
let observer: IntersectionObserver | undefined

function observe(element: Element, listener: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver((changes) => {
    for (const change of changes) listeners.get(change.target)?.(change.isIntersecting)
  }, { rootMargin: MARGIN })
  listeners.set(element, listener)
  observer.observe(element)
  return () => observer?.unobserve(element)
}

interface WindowedProps<T> {
  items: T[]
  /** About how high one is, in pixels, until it was measured. */
  height: number
  /** How many are drawn or left out together. */
  chunk?: number
  /** Draw the first chunk before anything was measured. */
  first?: boolean
  children: (item: T) => ComponentChildren
}

export function Windowed<T>({ items, height, chunk = 12, first = false, children }: WindowedProps<T>) {
  const chunks = Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) => items.slice(index * chunk, (index + 1) * chunk))
  return <>{chunks.map((part, index) => <Chunk key={index} height={part.length * height} first={first && index === 0}>{() => part.map(children)}</Chunk>)}</>
}

function Chunk({ height, first, children }: { height: number; first: boolean; children: () => ComponentChildren }) {
  const [near, setNear] = useState(first)
  const box = useRef<HTMLDivElement>(null)
  const measured = useRef(height)
  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement
    return observe(element, (isNear) => {
      if (!isNear && element.contains(document.activeElement)) return
      if (!isNear && element.childElementCount > 0) measured.current = element.offsetHeight
      setNear(isNear)
    })
  }, [])
  return <div class="chunk" ref={box} style={near ? { blockSize: 'auto' } : { blockSize: `${measured.current}px` }}>{near && children()}</div>
}
