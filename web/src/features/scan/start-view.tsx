import camera from 'lucide:camera'
import cameraOff from 'lucide:camera-off'
import { Button } from '../../ui/controls.tsx'
import { Empty, Notice } from '../../ui/empty.tsx'
import * as words from '../../words/index.ts'
import type { CameraState } from './camera-view.tsx'

const text = words.scan

/** Before the camera runs, and where it cannot: never without another way. */
export function CameraFaults({ state, start }: { state: CameraState; start: () => Promise<void> }) {
  if (state.kind === 'starting') return <p class="hint" role="status">{text.starting}</p>
  if (state.kind === 'fault') {
    const fault = text.faults[state.fault]
    return (
      <Notice icon={cameraOff} title={fault.title} acts={state.fault !== 'insecure' && <Button look="text" onClick={() => start()}>{text.again}</Button>}>
        {fault.body}
      </Notice>
    )
  }
  return <Empty title={text.start.title} act={<Button icon={camera} onClick={() => start()}>{text.start.act}</Button>}>{text.start.body}</Empty>
}
