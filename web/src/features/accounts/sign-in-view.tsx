import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function SignIn(_: { parts: string[] }) {
  return <Screen title={words.accounts.title}>{null}</Screen>
}
