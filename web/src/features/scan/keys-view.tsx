import { useSignal } from '@preact/signals'
import flashlight from 'lucide:flashlight'
import image from 'lucide:image'
import keyboard from 'lucide:keyboard'
import search from 'lucide:search'
import switchCamera from 'lucide:switch-camera'
import userPlus from 'lucide:user-round-plus'
import { Button } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import * as words from '../../words/index.ts'
import { inGroups, typedCodeIn } from '../card/codes.ts'
import type { CameraHandle } from './camera-view.tsx'
import type { How } from './scans.ts'

const text = words.scan

interface Props {
  camera: CameraHandle
  keep: (raw: string, how: How) => Promise<void>
  writeByHand: () => void
  glass: boolean
}

/** Torch, typed code and photo in one row under the thumb; by hand and search where there is no camera. */
export function Keys({ camera, keep, writeByHand, glass }: Props) {
  const said = useSignal('')
  const bad = useSignal(true)
  const torch = useSignal(false)
  const state = camera.state.value
  const tell = (message: string, isBad = true): void => { said.value = message; bad.value = isBad }
  const readPhoto = async (file: File | undefined): Promise<void> => {
    if (!file) return
    tell(text.photoReading, false)
    const raw = await camera.readPhoto(file).catch(() => null)
    tell(raw === undefined ? text.photoNone : raw === null ? text.photoNothing : '')
    if (raw) await keep(raw, 'photo')
  }
  const look = glass ? 'icon glass' : 'icon'
  return (
    <>
      {said.value && <p class={bad.value ? 'say glass bad' : 'say glass'} role="status">{said.value}</p>}
      {state.kind === 'on' && state.zoom && (
        <input class="zoom" type="range" aria-label={text.zoom} {...state.zoom} onInput={(event) => void camera.setZoom(Number(event.currentTarget.value))} />
      )}
      <div class="keys">
        {state.kind === 'on' && state.torch && (
          <button class={look} type="button" aria-label={text.torch} aria-pressed={torch.value} onClick={() => { torch.value = !torch.value; void camera.setTorch(torch.value) }}>
            <Icon of={flashlight} size="tab" />
          </button>
        )}
        {state.kind === 'on' && state.others.length > 0 && (
          <button class={look} type="button" aria-label={text.nextCamera} onClick={() => void camera.start(state.others[0])}><Icon of={switchCamera} size="tab" /></button>
        )}
        <Typing keep={keep} tell={tell} glass={glass} />
        <label class={look}>
          <Icon of={image} size="tab" />
          <input class="file" type="file" accept="image/*" aria-label={text.photo} onChange={(event) => { void readPhoto(event.currentTarget.files?.[0]); event.currentTarget.value = '' }} />
        </label>
        {glass && <button class={look} type="button" aria-label={text.hand} onClick={writeByHand}><Icon of={userPlus} size="tab" /></button>}
      </div>
      {!glass && (
        <div class="btns full">
          <Button look="line" icon={userPlus} onClick={writeByHand}>{text.hand}</Button>
          <Button look="line" icon={search} href={link('people')}>{text.find}</Button>
        </div>
      )}
    </>
  )
}

function Typing({ keep, tell, glass }: Pick<Props, 'keep' | 'glass'> & { tell: (message: string) => void }) {
  const typed = useSignal('')
  const send = (event: Event): void => {
    event.preventDefault()
    const code = typedCodeIn(typed.value)
    if (!code) return tell(text.typeWrong)
    typed.value = ''
    tell('')
    void keep(inGroups(code), 'typed')
  }
  return (
    <form class={glass ? 'code glass' : 'code'} onSubmit={send}>
      <Icon of={keyboard} />
      <input
        type="text" aria-label={text.type} placeholder={text.type} value={typed.value} maxLength={12} autocomplete="off"
        autocapitalize="characters" spellcheck={false} enterKeyHint="done" onInput={(event) => { typed.value = event.currentTarget.value }}
      />
      {typed.value && <button class="send" type="submit" aria-label={text.typeGo}>{text.add}</button>}
    </form>
  )
}
