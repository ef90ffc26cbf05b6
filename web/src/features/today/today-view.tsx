import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Today(_: { parts: string[] }) {
  return <Screen title={words.today.title}>{null}</Screen>
}
