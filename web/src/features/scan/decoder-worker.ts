/// <reference lib="webworker" />
/** Reads codes off the main thread. Its wasm comes from our own origin and is kept for offline. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { type Answer, livePass, type Pass, PHOTO_PASSES, type Question } from './decoding.ts'
import { equalise, even, soften } from './pictures.ts'

declare const self: DedicatedWorkerGlobalScope

const answer = (said: Answer): void => self.postMessage(said)

prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true }).then(
  () => answer({ kind: 'ready' }),
  (error: unknown) => answer({ kind: 'failed', reason: String(error) }),
)

self.onmessage = async ({ data: { image, frame } }: MessageEvent<Question>) => {
  const start = performance.now()
  try {
    const passes = frame === 'photo' ? PHOTO_PASSES : [livePass(frame)]
    let text: string | null = null
    for (const pass of passes) text ??= await read(image, pass)
    answer({ kind: 'read', text, ms: performance.now() - start })
  } catch (error) {
    answer({ kind: 'failed', reason: String(error) })
  }
}

async function read(image: ImageData, pass: Pass): Promise<string | null> {
  const found = await readBarcodes(prepared(image, pass), {
    formats: ['QRCode'], tryHarder: true, tryRotate: true, tryDownscale: true, tryInvert: pass.inverted,
    binarizer: pass.binarizer, textMode: 'Plain', maxNumberOfSymbols: 1,
  })
  return found.find((code) => code.isValid)?.text ?? null
}

/** No picture is made larger than this a side: a phone's memory is small. */
const LARGEST = 4000

function prepared(image: ImageData, pass: Pass): ImageData {
  if (pass.scale === 1 && !pass.evened && !pass.equalised && !pass.softened) return image
  const made = resized(image, pass)
  if (pass.evened) even(made)
  if (pass.equalised) equalise(made)
  if (pass.softened) soften(made)
  return made
}

/** The middle of the picture, larger or smaller. */
function resized(image: ImageData, { scale, crop }: Pass): ImageData {
  const [width, height] = [Math.min(image.width, crop), Math.min(image.height, crop)]
  const [left, top] = [(image.width - width) >> 1, (image.height - height) >> 1]
  const factor = Math.min(scale, Math.max(1, LARGEST / Math.max(width, height)))
  const whole = new OffscreenCanvas(image.width, image.height)
  whole.getContext('2d')?.putImageData(image, 0, 0)
  const made = new OffscreenCanvas(Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor)))
  const context = made.getContext('2d', { willReadFrequently: true })
  if (!context) return image
  context.imageSmoothingQuality = 'high'
  context.drawImage(whole, left, top, width, height, 0, 0, made.width, made.height)
  return context.getImageData(0, 0, made.width, made.height)
}
