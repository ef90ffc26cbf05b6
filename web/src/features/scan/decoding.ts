/** Which ways of reading a picture are tried, and when. Measured over several hundred photographs. */

export interface Pass {
  /** How much larger it is looked at: small and soft codes are found larger, noisy ones smaller. */
  scale: number
  /** Only the middle, so many pixels of it: what is scanned is held there. */
  crop: number
  /** Light on dark is tried too. */
  inverted: boolean
  binarizer: 'LocalAverage' | 'GlobalHistogram'
  /** Glare and shade evened out. */
  evened?: boolean
  /** Every brightness as frequent as every other: very dark and very pale pictures. */
  equalised?: boolean
  /** Grain smoothed. */
  softened?: boolean
}

const WHOLE = Infinity
const AS_IT_IS: Pass = { scale: 1, crop: WHOLE, inverted: false, binarizer: 'LocalAverage' }
/** How every third frame is looked at, in turn. */
const CLOSER: readonly Pass[] = [
  { ...AS_IT_IS, scale: 2, crop: 800 },
  { ...AS_IT_IS, scale: 3, crop: 600 },
  { ...AS_IT_IS, scale: 2, crop: 600, evened: true },
]

/** The one way that a live frame is read: as it is, every third closer, every fourth also inverted. */
export function livePass(frame: number): Pass {
  const pass = frame % 3 === 2 ? (CLOSER[Math.floor(frame / 3) % CLOSER.length] ?? AS_IT_IS) : AS_IT_IS
  return { ...pass, inverted: frame % 4 === 3 }
}

/** The ways that a photo is read, until one finds something: there is no next frame. */
export const PHOTO_PASSES: readonly Pass[] = [
  AS_IT_IS,
  { ...AS_IT_IS, scale: 3 },
  { ...AS_IT_IS, scale: 2, evened: true },
  { ...AS_IT_IS, binarizer: 'GlobalHistogram' as const, softened: true },
  { ...AS_IT_IS, evened: true },
  { ...AS_IT_IS, softened: true },
  { ...AS_IT_IS, equalised: true },
  ...CLOSER,
  { ...AS_IT_IS, scale: 0.5 },
].map((pass: Pass) => ({ ...pass, inverted: true }))

/** What the decoder is asked, and what it answers. */
export interface Question {
  image: ImageData
  /** The frame's number, or a photo to be read in every way. */
  frame: number | 'photo'
}
export type Answer = { kind: 'ready' } | { kind: 'read'; text: string | null; ms: number } | { kind: 'failed'; reason: string }
