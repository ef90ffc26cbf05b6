import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Programme(_: { parts: string[] }) {
  return <Screen title={words.programme.title}>{null}</Screen>
}
