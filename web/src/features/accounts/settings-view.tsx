import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Settings(_: { parts: string[] }) {
  return <Screen title={words.accounts.title}>{null}</Screen>
}
