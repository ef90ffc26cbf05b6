import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

type Shape = [tag: string, attributes: Record<string, string>]

const PREFIX = 'lucide:'

/** `import sun from 'lucide:sun'` gives the icon's shapes, so that only icons in use are shipped. */
export function icons(): Plugin {
  const shapes = createRequire(import.meta.url)('lucide-static/icon-nodes.json') as Record<string, Shape[]>
  return {
    name: 'icons',
    resolveId: (source) => (source.startsWith(PREFIX) ? `\0${source}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const name = id.slice(PREFIX.length + 1)
      const found = shapes[name]
      if (!found) throw new Error(`lucide-static has no icon "${name}"`)
      return `export default ${JSON.stringify(found)}`
    },
  }
}
