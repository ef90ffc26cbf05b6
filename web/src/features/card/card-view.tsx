import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Card(_: { parts: string[] }) {
  return <Screen title={words.card.title}>{null}</Screen>
}
