/** The app's icon: a badge on its lanyard's ground, with the dot of "on now". Drawn from these numbers. */
import { crc32, deflateSync } from 'node:zlib'

interface Box {
  x: number
  y: number
  width: number
  height: number
  radius: number
  colour: string
}

const GREEN = '#0a5f48'
const WHITE = '#ffffff'
const PALE = '#c5e6d8'
const AMBER = '#f2a60c'
/** On a square of 100, inside the circle of 80 that every mask leaves. */
const BADGE: Box[] = [
  { x: 28, y: 20, width: 44, height: 60, radius: 9, colour: WHITE },
  { x: 43, y: 26, width: 14, height: 4, radius: 2, colour: GREEN },
  { x: 35, y: 40, width: 30, height: 7, radius: 3.5, colour: GREEN },
  { x: 35, y: 52, width: 20, height: 5, radius: 2.5, colour: PALE },
  { x: 56, y: 63, width: 10, height: 10, radius: 5, colour: AMBER },
]
const ground = (radius: number): Box => ({ x: 0, y: 0, width: 100, height: 100, radius, colour: GREEN })

export const iconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${[ground(22), ...BADGE].map((box) =>
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="${box.radius}" fill="${box.colour}"/>`).join('')}</svg>\n`

/** A PNG of `size` pixels a side; `bleed` leaves the rounding to the phone. */
export function iconPng(size: number, bleed: boolean): Uint8Array {
  const boxes = [ground(bleed ? 0 : 22), ...BADGE].map((box) => ({ ...box, rgb: rgb(box.colour) }))
  const stride = size * 4 + 1
  const pixels = new Uint8Array(stride * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const pixel: [number, number, number, number] = [0, 0, 0, 0]
      for (const box of boxes) {
        const cover = coverage(box, ((column + 0.5) / size) * 100, ((row + 0.5) / size) * 100, size / 100)
        for (let channel = 0; channel < 3; channel++) {
          const under = pixel[3] === 0 ? (box.rgb[channel] ?? 0) : (pixel[channel] ?? 0)
          pixel[channel] = under + ((box.rgb[channel] ?? 0) - under) * cover
        }
        pixel[3] += (255 - pixel[3]) * cover
      }
      pixels.set(pixel.map(Math.round), row * stride + 1 + column * 4)
    }
  }
  return png(size, pixels)
}

/** How much of the pixel at (x, y) the box covers, from the distance to its edge. */
function coverage(box: Box, x: number, y: number, scale: number): number {
  const dx = Math.abs(x - box.x - box.width / 2) - box.width / 2 + box.radius
  const dy = Math.abs(y - box.y - box.height / 2) - box.height / 2 + box.radius
  const distance = Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - box.radius
  return Math.min(1, Math.max(0, 0.5 - distance * scale))
}

const rgb = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

function png(size: number, rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8) // eight bits a channel, with alpha
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, bytes: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(bytes.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
