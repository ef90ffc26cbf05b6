/** base41: bytes as signs that QR packs best; the same as `server/swaps/packing.py`, frozen for ever. */

export type Bytes = Uint8Array<ArrayBuffer>

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-.'
const BASE = ALPHABET.length

export class UnreadableCodeError extends Error {}

export function toBase41(content: Uint8Array): string {
  let text = ''
  for (let at = 0; at < content.length; at += 2) {
    const both = at + 1 < content.length
    let value = both ? (content[at]! << 8) | content[at + 1]! : content[at]!
    for (let place = both ? 3 : 2; place > 0; place--) {
      text += ALPHABET[value % BASE]
      value = Math.floor(value / BASE)
    }
  }
  return text
}

/** Only what `toBase41` writes is read, so each text has one reading. */
export function fromBase41(text: string): Bytes {
  if (text.length % 3 === 1) throw new UnreadableCodeError('not base41')
  const content: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const signs = [...text.slice(at, at + 3)].map((sign) => ALPHABET.indexOf(sign))
    const value = signs.reduceRight((sum, sign) => sum * BASE + sign, 0)
    if (signs.includes(-1) || value >= 256 ** (signs.length - 1)) throw new UnreadableCodeError('not base41')
    if (signs.length === 3) content.push(value >> 8)
    content.push(value & 255)
  }
  return Uint8Array.from(content)
}
