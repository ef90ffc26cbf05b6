import rotateCw from 'lucide:rotate-cw'
import x from 'lucide:x'
import { later, update, updateReady } from '../platform/update.ts'
import * as words from '../words/index.ts'
import { Button, IconButton } from './controls.tsx'
import { Notice } from './empty.tsx'

/** Above the day: a new version is ready, now or later. */
export function UpdateNotice() {
  if (!updateReady.value) return null
  const acts = (
    <>
      <Button small onClick={update}>{words.ui.update.now}</Button>
      <IconButton icon={x} label={words.ui.update.later} onClick={later} />
    </>
  )
  return <Notice icon={rotateCw} title={words.ui.update.title} acts={acts}>{words.ui.update.keeps}</Notice>
}
