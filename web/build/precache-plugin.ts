import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Where the server answers with each page of the build. */
const ADDRESSES: Record<string, string> = { 'index.html': '/', 'card.html': '/c/' }
const address = (file: string): string => ADDRESSES[file] ?? `/${file}`

/**
 * Writes into /sw.js the address of every file that the app needs, and one hash over all of them:
 * the worker changes when, and only when, something that it serves did.
 */
export function precache(): Plugin {
  let publicDir = ''
  return {
    name: 'precache',
    apply: 'build',
    enforce: 'post',
    configResolved(config) { publicDir = config.publicDir },
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') throw new Error('the build made no sw.js')
      if (worker.imports.length > 0) throw new Error('sw.js must be one file: it imports nothing at run time')
      const hash = createHash('sha256')
      const addresses: string[] = []
      for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (name === 'sw.js' || name.endsWith('.map')) continue
        hash.update(name).update(file.type === 'chunk' ? file.code : file.source)
        addresses.push(address(name))
      }
      for (const name of readdirSync(publicDir).sort()) {
        hash.update(name).update(readFileSync(join(publicDir, name)))
        addresses.push(address(name))
      }
      hash.update(worker.code)
      worker.code = worker.code.replaceAll(
        '__PRECACHE__', JSON.stringify({ version: hash.digest('hex').slice(0, 12), addresses }),
      )
    },
  }
}
