import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Welcome(_: { parts: string[] }) {
  return <Screen title={words.welcome.title}>{null}</Screen>
}
