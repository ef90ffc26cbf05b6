/** Long lists: only what is near the window is drawn; the rest is room of the right height. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { whenIdle } from './idle.ts'

/** How many are drawn or left out together, where nothing else is said. */
const CHUNK = 12

const MARGIN = '1200px 0px'
/** Where something is: to be seen, soon to be seen, or far away. */
type Nearness = 'seen' | 'near' | 'far'
const listeners = new WeakMap<Element, (nearness: Nearness) => void>()
let observer: IntersectionObserver | undefined

function observe(element: Element, listener: (nearness: Nearness) => void): () => void {
  observer ??= new IntersectionObserver((changes) => {
    for (const { target, isIntersecting, boundingClientRect: box } of changes) {
      const seen = box.bottom > 0 && box.top < innerHeight
      listeners.get(target)?.(isIntersecting ? (seen ? 'seen' : 'near') : 'far')
    }
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
  /** Draw the first chunk before anything was measured, or as many as hold the first so many. */
  first?: boolean | number
  children: (item: T) => ComponentChildren
}

export function Windowed<T>({ items, height, chunk = CHUNK, first = false, children }: WindowedProps<T>) {
  const chunks = Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) => items.slice(index * chunk, (index + 1) * chunk))
  return <>{chunks.map((part, index) => <Chunk key={index} height={part.length * height} first={index * chunk < Number(first)}>{() => part.map(children)}</Chunk>)}</>
}

function Chunk({ height, first, children }: { height: number; first: boolean; children: () => ComponentChildren }) {
  const [near, setNear] = useState(first)
  const box = useRef<HTMLDivElement>(null)
  const measured = useRef(height)
  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement
    let stopWaiting = (): void => undefined
    const stopObserving = observe(element, (nearness) => {
      stopWaiting()
      if (nearness === 'seen') setNear(true)
      // What is not to be seen yet waits until the phone has nothing better to do, such as the next key.
      else if (nearness === 'near') stopWaiting = whenIdle(() => { setNear(true); return false })
      else if (!element.contains(document.activeElement)) {
        if (element.childElementCount > 0) measured.current = element.offsetHeight
        setNear(false)
      }
    })
    return () => { stopWaiting(); stopObserving() }
  }, [])
  return <div class="chunk" ref={box} style={near ? { blockSize: 'auto' } : { blockSize: `${measured.current}px` }}>{near && children()}</div>
}
