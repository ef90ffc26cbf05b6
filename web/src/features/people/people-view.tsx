import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function People(_: { parts: string[] }) {
  return <Screen title={words.people.title}>{null}</Screen>
}
