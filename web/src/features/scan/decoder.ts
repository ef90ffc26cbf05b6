/** The decoder as the page sees it: one question at a time, an answer for each. */
import { scriptAddress } from '../../platform/trusted.ts'
import workerAddress from './decoder-worker.ts?worker&url'
import type { Answer, Question } from './decoding.ts'

export class Decoder {
  readonly #worker = new Worker(scriptAddress(workerAddress), { type: 'module' })
  #waiting: ((text: string | null) => void) | undefined
  #frame = 0
  /** Rejects where the decoder cannot be had at all; the typed code goes on working. */
  readonly ready: Promise<void>

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.kind === 'ready') resolve()
        else if (data.kind === 'read') this.#answer(data.text)
        else {
          reject(new Error(data.reason))
          this.#answer(null)
        }
      }
      this.#worker.onerror = (event) => {
        reject(new Error(event.message))
        this.#answer(null)
      }
    })
    this.ready.catch(() => undefined)
  }

  get busy(): boolean {
    return this.#waiting !== undefined
  }

  /** What a frame of the camera says, or null. */
  readFrame(image: ImageData): Promise<string | null> {
    return this.#ask({ image, frame: this.#frame++ })
  }

  /** What a photo says, tried in every way, or null. */
  readPhoto(image: ImageData): Promise<string | null> {
    return this.#ask({ image, frame: 'photo' })
  }

  close(): void {
    this.#worker.terminate()
    this.#answer(null)
  }

  async #ask(question: Question): Promise<string | null> {
    await this.ready
    if (this.#waiting) return null
    return new Promise((resolve) => {
      this.#waiting = resolve
      this.#worker.postMessage(question, [question.image.data.buffer])
    })
  }

  #answer(text: string | null): void {
    this.#waiting?.(text)
    this.#waiting = undefined
  }
}
