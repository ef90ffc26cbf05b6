import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

type Shape = [tag: string, attributes: Record<string, string>]

const PREFIX = 'lucide:'

const require = createRequire(import.meta.url)

/** Icons under a former name are not in the list, but their drawings are in the package. */
function shapesOfFile(name: string): Shape[] {
  const drawing = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  return [...drawing.matchAll(/<(\w+) ([^>]*?)\s*\/>/g)].map(([, tag = '', attributes = '']) =>
    [tag, Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))])
}

/** `import sun from 'lucide:sun'` gives the icon's shapes, so that only icons in use are shipped. */
export function icons(): Plugin {
  const shapes = require('lucide-static/icon-nodes.json') as Record<string, Shape[]>
  return {
    name: 'icons',
    resolveId: (source) => (source.startsWith(PREFIX) ? `\0${source}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const name = id.slice(PREFIX.length + 1)
      const found = shapes[name] ?? shapesOfFile(name)
      return `export default ${JSON.stringify(found)}`
    },
  }
}
