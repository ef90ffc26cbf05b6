/** Screens and parts of them that are fetched after the start, so that the first screen is not kept waiting. */
import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

const waiting: (() => Promise<void>)[] = []

/** What is fetched when it is first shown, or before, by `fetchLater`. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const fetched = signal<{ shown?: ComponentType<Props>; failure?: unknown }>({})
  let fetching: Promise<void> | undefined
  const start = (): Promise<void> => (fetching ??= load().then(
    (shown) => { fetched.value = { shown } },
    (failure: unknown) => { fetched.value = { failure }; fetching = undefined },
  ))
  waiting.push(start)
  return function Later(props: Props) {
    const { shown: Shown, failure } = fetched.value
    useEffect(() => { void start() }, [])
    if (Shown) return <Shown {...props} />
    if (failure !== undefined) throw failure
    return null
  }
}

/** Fetch all of it, one after the other, so that none is missing when the network is. */
export async function fetchLater(): Promise<void> {
  for (const start of waiting) await start()
}
