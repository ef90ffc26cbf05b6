import './followups.css'
import { HandOff } from './hand-off-view.tsx'
import { useMetProgrammes } from './met-programmes-view.tsx'
import { Queue } from './queue-view.tsx'
import { Triage } from './triage-view.tsx'
import { Write } from './write-view.tsx'

/** The queue, and the sitting: decide, write, hand off. */
export function FollowUp({ parts }: { parts: string[] }) {
  useMetProgrammes()
  switch (parts[0]) {
    case undefined: return <Queue />
    case 'decide': return <Triage />
    case 'hand-off': return <HandOff />
    default: return <Write key={parts[0]} id={parts[0]} />
  }
}
