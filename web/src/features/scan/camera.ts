/** The phone's camera: its picture, what it can do, and why it cannot be had. */

export type CameraFault = 'denied' | 'missing' | 'busy' | 'insecure'

export class CameraError extends Error {
  constructor(readonly fault: CameraFault) {
    super(fault)
  }
}

interface Abilities extends MediaTrackCapabilities {
  torch?: boolean
  zoom?: { min: number; max: number; step: number }
}

/** Whether the camera was allowed before, so that it may start by itself. */
export async function isAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state === 'granted'
  } catch {
    return false // some phones cannot say; then a tap starts it
  }
}

export class Camera {
  readonly #stream: MediaStream
  readonly #track: MediaStreamTrack

  private constructor(stream: MediaStream, track: MediaStreamTrack) {
    this.#stream = stream
    this.#track = track
  }

  /** Open a camera, the one at the back by default. Throws `CameraError` with the reason. */
  static async open(deviceId?: string): Promise<Camera> {
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('insecure')
    const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      const track = stream.getVideoTracks()[0]
      if (!track) throw new CameraError('missing')
      return new Camera(stream, track)
    } catch (error) {
      throw error instanceof CameraError ? error : new CameraError(faultOf(error))
    }
  }

  /** Show the picture, and call `onFrame` for each new one until `close`. */
  async play(video: HTMLVideoElement, onFrame: (video: HTMLVideoElement) => void): Promise<void> {
    video.srcObject = this.#stream
    video.muted = true
    video.playsInline = true
    await video.play()
    const next = (): void => {
      if (this.#track.readyState === 'ended' || video.srcObject !== this.#stream) return
      onFrame(video)
      if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(next)
      else setTimeout(next, 60)
    }
    next()
  }

  get hasTorch(): boolean {
    return this.#abilities.torch === true
  }

  get zoomRange(): { min: number; max: number; step: number } | undefined {
    const { zoom } = this.#abilities
    return zoom && zoom.max > zoom.min ? zoom : undefined
  }

  async setTorch(on: boolean): Promise<void> {
    await this.#set({ torch: on })
  }

  async setZoom(zoom: number): Promise<void> {
    await this.#set({ zoom })
  }

  /** The other cameras of this phone, in the order that it names them. */
  async others(): Promise<string[]> {
    const devices = await navigator.mediaDevices.enumerateDevices()
    const mine = this.#track.getSettings().deviceId
    return devices.filter((it) => it.kind === 'videoinput' && it.deviceId && it.deviceId !== mine).map((it) => it.deviceId)
  }

  close(): void {
    for (const track of this.#stream.getTracks()) track.stop()
  }

  get #abilities(): Abilities {
    return this.#track.getCapabilities?.() ?? {}
  }

  async #set(wish: Record<string, unknown>): Promise<void> {
    await this.#track.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] })
  }
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing'
}

const canvas = (): HTMLCanvasElement => document.createElement('canvas')
let drawing: CanvasRenderingContext2D | null | undefined

/** The picture that a video shows now, as pixels. */
export function pixelsOf(video: HTMLVideoElement): ImageData | undefined {
  const { videoWidth: width, videoHeight: height } = video
  if (!width || !height) return undefined
  drawing ??= canvas().getContext('2d', { willReadFrequently: true })
  if (!drawing) return undefined
  if (drawing.canvas.width !== width) drawing.canvas.width = width
  if (drawing.canvas.height !== height) drawing.canvas.height = height
  drawing.drawImage(video, 0, 0)
  return drawing.getImageData(0, 0, width, height)
}

const PHOTO_SIDE = 2400

/** A photo as pixels, made smaller where it is very large; undefined where it is no picture. */
export async function pixelsOfPhoto(file: Blob): Promise<ImageData | undefined> {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height))
    const made = canvas()
    made.width = Math.max(1, Math.round(picture.width * scale))
    made.height = Math.max(1, Math.round(picture.height * scale))
    const context = made.getContext('2d', { willReadFrequently: true })
    context?.drawImage(picture, 0, 0, made.width, made.height)
    picture.close()
    return context?.getImageData(0, 0, made.width, made.height)
  } catch {
    return undefined
  }
}
