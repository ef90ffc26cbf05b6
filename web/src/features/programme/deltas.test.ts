import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { applyDelta, canonicalSha256, type Delta } from './deltas.ts'
import type { ProgrammeIndex } from './programme.ts'

interface Vectors {
  old: ProgrammeIndex
  new: ProgrammeIndex
  delta: Delta
  sha256: { old: string; new: string }
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../tests/vectors/programme.json', import.meta.url), 'utf8'),
) as Vectors

test('an index has the hash that the server gives it, whatever its texts hold', async () => {
  expect(await canonicalSha256(vectors.old)).toBe(vectors.sha256.old)
  expect(await canonicalSha256(vectors.new)).toBe(vectors.sha256.new)
})

test('the server\'s delta leads to the server\'s index', async () => {
  expect(await canonicalSha256(applyDelta(vectors.old, vectors.delta))).toBe(vectors.delta.sha256)
})
