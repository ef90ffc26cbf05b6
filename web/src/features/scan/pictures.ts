/** Pictures made easier to read: grey, smoothed, or with glare and shade evened out. No DOM. */

export interface Picture {
  data: Uint8ClampedArray
  width: number
  height: number
}

/** Brightness of each pixel. */
export function greyOf({ data, width, height }: Picture): Float32Array {
  const grey = new Float32Array(width * height)
  for (let at = 0, from = 0; at < grey.length; at++, from += 4) {
    grey[at] = (data[from]! * 77 + data[from + 1]! * 150 + data[from + 2]! * 29) / 256
  }
  return grey
}

/** Each pixel as the mean of those at most `radius` away, by running sums: the radius costs nothing. */
export function meanOf(grey: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(grey.length)
  for (let y = 0; y < height; y++) runningMean(grey, across, y * width, 1, width, radius)
  const mean = new Float32Array(grey.length)
  for (let x = 0; x < width; x++) runningMean(across, mean, x, width, height, radius)
  return mean
}

function runningMean(from: Float32Array, to: Float32Array, start: number, step: number, length: number, radius: number): void {
  let sum = 0
  let count = 0
  for (let at = -radius; at < length; at++) {
    const enters = at + radius
    if (enters < length) {
      sum += from[start + enters * step]!
      count++
    }
    const leaves = at - radius - 1
    if (leaves >= 0) {
      sum -= from[start + leaves * step]!
      count--
    }
    if (at >= 0) to[start + at * step] = sum / count
  }
}

const SMALLEST_SPREAD = 8
const CONTRAST = 70
const EVEN_RADIUS = 20

/** Change the picture so that dark and light mean darker and lighter than what is around. */
export function even(picture: Picture): void {
  const { width, height } = picture
  const grey = greyOf(picture)
  const mean = meanOf(grey, width, height, EVEN_RADIUS)
  const squares = grey.map((value, at) => (value - mean[at]!) ** 2)
  const spread = meanOf(squares, width, height, EVEN_RADIUS)
  write(picture, (at) => 128 + ((grey[at]! - mean[at]!) / (Math.sqrt(spread[at]!) + SMALLEST_SPREAD)) * CONTRAST)
}

/** Change the picture so that every brightness is as frequent as every other. */
export function equalise(picture: Picture): void {
  const grey = greyOf(picture)
  const below = new Float32Array(256)
  for (const value of grey) below[Math.round(value)]!++
  for (let level = 1; level < 256; level++) below[level]! += below[level - 1]!
  write(picture, (at) => (below[Math.round(grey[at]!)]! / grey.length) * 255)
}

/** Change the picture so that its grain is gone, and fine edges with it. */
export function soften(picture: Picture): void {
  const mean = meanOf(greyOf(picture), picture.width, picture.height, 1)
  write(picture, (at) => mean[at]!)
}

function write({ data }: Picture, value: (at: number) => number): void {
  for (let at = 0, to = 0; to < data.length; at++, to += 4) {
    data[to] = data[to + 1] = data[to + 2] = value(at)
    data[to + 3] = 255
  }
}
