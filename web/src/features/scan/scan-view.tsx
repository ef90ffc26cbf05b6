import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { Screen } from '../../ui/screen.tsx'
import * as words from '../../words/index.ts'

const scanner = signal<ComponentType | undefined>(undefined)

/** The scanner comes with its first use: it is kept for offline like all else, and starts no app slower. */
export function Scan(_: { parts: string[] }) {
  const Shown = scanner.value
  useEffect(() => { void import('./scanner-view.tsx').then((found) => { scanner.value = found.Scanner }) }, [])
  return Shown ? <Shown /> : <Screen title={words.scan.title}>{null}</Screen>
}
