import { Screen } from '../../ui/screen.tsx'
import { words } from '../../words/index.ts'

export function FollowUp(_: { parts: string[] }) {
  return <Screen title={words.followups.title}>{null}</Screen>
}
