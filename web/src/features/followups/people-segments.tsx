import { Segments } from '../../ui/controls.tsx'
import { go, link } from '../../ui/router.ts'
import * as words from '../../words/index.ts'
import { dueCount } from './due.ts'

const { label, followUp, everyone } = words.followups.segments

/** The two sides of People. */
export function PeopleSegments({ chosen }: { chosen: 'follow-up' | 'people' }) {
  const choices = [{ value: 'follow-up', label: followUp, count: dueCount.value }, { value: 'people', label: everyone }]
  return <Segments label={label} choices={choices} value={chosen} onChange={(value) => go(link(value), { replace: true })} />
}
