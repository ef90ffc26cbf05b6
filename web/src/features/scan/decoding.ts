/** Which ways of reading a picture are tried, and when. Measured over several hundred photographs. */

export interface Pass {
  /** The middle, at most 800 pixels of it, twice as large: small and soft codes. */
  doubled: boolean
  /** Half the size: large, noisy or blurred codes. */
  halved?: boolean
  /** Light on dark is tried too. */
  inverted: boolean
  binarizer: 'LocalAverage' | 'GlobalHistogram'
}

const AS_IT_IS: Pass = { doubled: false, inverted: false, binarizer: 'LocalAverage' }

/** The one way that a live frame is read: as it is, every third doubled, every fourth also inverted. */
export const livePass = (frame: number): Pass => ({ ...AS_IT_IS, doubled: frame % 3 === 2, inverted: frame % 4 === 3 })

/** The ways that a photo is read, until one finds something: there is no next frame. */
export const PHOTO_PASSES: readonly Pass[] = [
  { ...AS_IT_IS, inverted: true },
  { ...AS_IT_IS, doubled: true, inverted: true },
  { ...AS_IT_IS, halved: true, inverted: true },
  { ...AS_IT_IS, binarizer: 'GlobalHistogram', inverted: true },
  { ...AS_IT_IS, doubled: true, binarizer: 'GlobalHistogram', inverted: true },
  { ...AS_IT_IS, halved: true, binarizer: 'GlobalHistogram', inverted: true },
]

export const CROP = 800

/** What the decoder is asked, and what it answers. */
export interface Question {
  image: ImageData
  /** The frame's number, or a photo to be read in every way. */
  frame: number | 'photo'
}
export type Answer = { kind: 'ready' } | { kind: 'read'; text: string | null; ms: number } | { kind: 'failed'; reason: string }
