import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const WORTH_IT = /\.(js|css|html|svg|wasm|json|webmanifest)$/
const SMALL = 1024

/** Puts `<file>.gz` and `<file>.br` beside each file that shrinks: the server never compresses. */
export function compress(): Plugin {
  let folder = ''
  let say = (_line: string): void => undefined
  return {
    name: 'compress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = config.build.outDir
      say = (line) => config.logger.info(line)
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!WORTH_IT.test(name)) continue
        const bytes = readFileSync(join(folder, name))
        if (bytes.length < SMALL) continue
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        }))
      }
      say(`App code at first load: ${(firstLoad(folder) / 1000).toFixed(1)} kB gz`)
    },
  }
}

/** How many compressed bytes of script the app's page asks for by itself. */
function firstLoad(folder: string): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const scripts = [...page.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, name]) => join(folder, name ?? ''))
  return scripts.reduce((sum, script) => sum + gzipSync(readFileSync(script), { level: 9 }).length, 0)
}
