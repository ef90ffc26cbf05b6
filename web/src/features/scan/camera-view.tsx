import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Camera, CameraError, type CameraFault, isAllowed, pixelsOf, pixelsOfPhoto } from './camera.ts'
import { Decoder } from './decoder.ts'

export type CameraState =
  | { kind: 'off' }
  | { kind: 'starting' }
  | { kind: 'on'; torch: boolean; zoom?: { min: number; max: number; step: number } | undefined; others: string[] }
  | { kind: 'fault'; fault: CameraFault | 'decoder' }

export interface CameraHandle {
  state: Signal<CameraState>
  video: RefObject<HTMLVideoElement | null>
  start: (deviceId?: string) => Promise<void>
  setTorch: (on: boolean) => Promise<void>
  setZoom: (zoom: number) => Promise<void>
  /** What a photo says: a code, null for none found, undefined for no picture. */
  readPhoto: (file: Blob) => Promise<string | null | undefined>
}

/**
 * The camera of one screen. It starts on a tap, or by itself where it was allowed before; it stops
 * when the screen is left or hidden, because a camera that runs unseen empties a battery.
 */
export function useCamera(onCode: (raw: string) => void): CameraHandle {
  const state = useSignal<CameraState>({ kind: 'off' })
  const video = useRef<HTMLVideoElement>(null)
  const camera = useRef<Camera | undefined>(undefined)
  const decoder = useRef<Decoder | undefined>(undefined)
  const gone = useRef(false)
  const tell = useRef(onCode)
  tell.current = onCode

  const reader = (): Decoder => (decoder.current ??= new Decoder())
  const stop = (): void => {
    camera.current?.close()
    camera.current = undefined
  }
  const start = async (deviceId?: string): Promise<void> => {
    if (state.value.kind === 'starting') return
    stop()
    state.value = { kind: 'starting' }
    try {
      const opened = await Camera.open(deviceId)
      if (gone.current || !video.current) return opened.close()
      camera.current = opened
      reader().ready.catch(() => { state.value = { kind: 'fault', fault: 'decoder' } })
      await opened.play(video.current, (element) => void look(element))
      state.value = { kind: 'on', torch: opened.hasTorch, zoom: opened.zoomRange, others: await opened.others() }
    } catch (error) {
      state.value = { kind: 'fault', fault: error instanceof CameraError ? error.fault : 'busy' }
    }
  }
  const look = async (element: HTMLVideoElement): Promise<void> => {
    if (reader().busy) return
    const image = pixelsOf(element)
    const text = image && (await reader().readFrame(image).catch(() => null))
    if (text && !gone.current) tell.current(text)
  }

  useEffect(() => {
    void isAllowed().then((allowed) => { if (allowed && !gone.current) void start() })
    const watch = (): void => {
      if (document.hidden && camera.current) {
        stop()
        state.value = { kind: 'off' }
      } else if (!document.hidden && state.value.kind === 'off') void isAllowed().then((allowed) => { if (allowed) void start() })
    }
    document.addEventListener('visibilitychange', watch)
    return () => {
      gone.current = true
      document.removeEventListener('visibilitychange', watch)
      stop()
      decoder.current?.close()
    }
  }, [])

  return {
    state, video, start,
    setTorch: async (on) => camera.current?.setTorch(on),
    setZoom: async (zoom) => camera.current?.setZoom(zoom),
    readPhoto: async (file) => {
      const image = await pixelsOfPhoto(file)
      if (!image) return undefined
      stop() // its frames would keep the reader busy; the picture stays, still
      try {
        return await reader().readPhoto(image)
      } finally {
        if (state.value.kind === 'on') void start()
      }
    },
  }
}
