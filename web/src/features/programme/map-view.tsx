import './session.css'
import { useEffect, useState } from 'preact/hooks'
import minus from 'lucide:minus'
import plus from 'lucide:plus'
import { IconButton } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import * as words from '../../words/index.ts'
import { keepMap } from './maps.ts'
import type { Programme } from './programme.ts'

const STEPS = [1, 1.5, 2, 3, 4]

/** The map of the rooms: as wide as the screen, larger by a tap or a pinch, without a network too. */
export function MapPage({ programme: { event } }: { programme: Programme }) {
  const [step, setStep] = useState(0)
  const [address, setAddress] = useState<string | 'missing'>()
  const text = words.session.map
  useEffect(() => {
    let made: string | undefined
    let left = false
    void keepMap(event).then((picture) => {
      if (left) return
      if (picture) made = URL.createObjectURL(picture)
      setAddress(made ?? 'missing')
    })
    return () => { left = true; if (made) URL.revokeObjectURL(made) }
  }, [event])
  const zoom = (by: number): void => setStep((known) => Math.max(0, Math.min(STEPS.length - 1, known + by)))
  const acts = (
    <>
      <IconButton icon={minus} label={text.smaller} onClick={() => zoom(-1)} />
      <IconButton icon={plus} label={text.larger} onClick={() => zoom(1)} />
    </>
  )
  return (
    <Screen title={text.title} up={{ label: words.programme.back, fallback: link('programme') }} acts={acts}>
      <h1 class="title" tabIndex={-1}>{text.title}</h1>
      <p class="meta">{event.place ?? event.name}</p>
      {address === 'missing' && <Empty title={text.missing.title}>{text.missing.body}</Empty>}
      {address !== undefined && address !== 'missing' && event.map && (
        <div class="map" tabIndex={0} role="region" aria-label={text.alt(event.name)}>
          <img src={address} alt={text.alt(event.name)} width={event.map.width} height={event.map.height} style={{ inlineSize: `${(STEPS[step] ?? 1) * 100}%` }} />
        </div>
      )}
    </Screen>
  )
}
