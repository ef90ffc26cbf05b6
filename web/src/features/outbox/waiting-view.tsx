import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Waiting(_: { parts: string[] }) {
  return <Screen title={words.outbox.title}>{null}</Screen>
}
