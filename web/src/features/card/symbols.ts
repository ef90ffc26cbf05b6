/** QR symbols with their segments said, as one path. Always dark on white, with its quiet zone. */
import { type Bitmap2D, correction, generate, mode } from 'lean-qr'

export interface Symbol {
  /** Modules a side, the quiet zone of four included. */
  size: number
  /** The dark modules, as a path in modules. */
  path: string
}

const QUIET = 4

/** A card code: the address as bytes, the rest alphanumeric; medium correction. */
export function codeSymbol([start, rest]: [string, string]): Symbol {
  return drawn(generate(mode.multi(mode.ascii(start), mode.alphaNumeric(rest)), {
    minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M,
  }))
}

/** A text as its bytes in UTF-8, which is what phones expect of a vCard. */
export function textSymbol(text: string): Symbol {
  return drawn(generate(mode.bytes(new TextEncoder().encode(text)), { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.M }))
}

function drawn(bitmap: Bitmap2D): Symbol {
  let path = ''
  for (let y = 0; y < bitmap.size; y++) {
    for (let x = 0; x < bitmap.size; x++) {
      if (!bitmap.get(x, y)) continue
      const start = x
      while (x < bitmap.size && bitmap.get(x, y)) x++
      path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h-${x - start}z`
    }
  }
  return { size: bitmap.size + 2 * QUIET, path }
}
