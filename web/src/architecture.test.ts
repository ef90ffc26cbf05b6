/** Who may import whom: an arrow drawn the wrong way fails here, by name. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = import.meta.dirname
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$/.test(path)).sort()

/** What each folder may import, besides itself and packages. */
const ALLOWED: Record<string, string[]> = {
  platform: [],
  words: [],
  ui: ['platform', 'words'],
  features: ['platform', 'ui', 'words'],
}

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

function imports(path: string): string[] {
  const found = text(path).matchAll(/^import [^'"]*['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/gm)
  return [...found].map(([, named, lazy]) => relative(ROOT, join(ROOT, dirname(path), named ?? lazy ?? '')))
}

const folder = (path: string): string => path.split('/')[0] ?? ''
const inFolders = files.filter((path) => folder(path) in ALLOWED)

test.each(inFolders)('%s imports only what lies beneath', (path) => {
  const here = folder(path)
  expect(imports(path).filter((target) => folder(target) !== here && !target.startsWith('..') && !ALLOWED[here]?.includes(folder(target)))).toEqual([])
})

describe('features', () => {
  const feature = (path: string): string => path.split('/')[1] ?? ''
  const leans = new Map<string, Set<string>>()
  for (const path of files.filter((file) => folder(file) === 'features')) {
    const others = imports(path).filter((target) => folder(target) === 'features' && feature(target) !== feature(path)).map(feature)
    leans.set(feature(path), new Set([...leans.get(feature(path)) ?? [], ...others]))
  }

  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of leans.get(from) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      reached(next, seen)
    }
    return seen
  }

  test.each([...leans.keys()])('%s does not lean on what leans on it', (name) => {
    expect([...reached(name)]).not.toContain(name)
  })
})

test('only what is seen draws: a module that is no view imports neither components nor Preact', () => {
  const logic = files.filter((path) => folder(path) === 'features' && path.endsWith('.ts'))
  const drawing = logic.filter((path) => imports(path).some((target) => target.startsWith('ui/') && target.endsWith('.tsx')) || /from 'preact(\/hooks)?'/.test(text(path)))
  expect(drawing).toEqual([])
})

test('only api.ts calls fetch', () => {
  expect(files.filter((path) => /(?<![.\w])fetch\(/.test(text(path)))).toEqual(['platform/api.ts', 'sw.ts'])
})

test('only db.ts names IndexedDB', () => {
  expect(files.filter((path) => /indexedDB|from 'idb'/.test(text(path)))).toEqual(['platform/db.ts'])
})

test('every word that is seen is in the catalogue', () => {
  // A letter between tags is a word somebody would have to translate in place.
  const spoken = files.filter((path) => path.endsWith('.tsx') && />\s*[A-Za-z]{3,}[^<{}]*<\//.test(text(path).replace(/=>/g, '')))
  expect(spoken).toEqual([])
})
