import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function Scan(_: { parts: string[] }) {
  return <Screen title={words.scan.title}>{null}</Screen>
}
