import { existsSync } from 'node:fs'
import { defineConfig } from 'vite'
import { artwork } from './build/artwork-plugin.ts'
import { compress } from './build/compress-plugin.ts'
import { icons } from './build/icons-plugin.ts'
import { precache } from './build/precache-plugin.ts'

// Pages of the client; each is optional but the first, and each is listed in the worker's precache.
const pages = { index: 'index.html', card: 'card.html' }

interface Importers {
  importers: readonly string[]
}

/** Whether a module is fetched with the first screen: an import that is no `import()` leads to it from the start. */
function withTheStart(module: string, infoOf: (id: string) => Importers | null, seen = new Set<string>()): boolean {
  if (/src\/main\.tsx$/.test(module)) return true
  if (seen.has(module)) return false
  seen.add(module)
  return infoOf(module)?.importers.some((importer) => withTheStart(importer, infoOf, seen)) ?? false
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    outDir: '../server/static',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: addresses
    modulePreload: { polyfill: false }, // it would be a script that is not needed
    reportCompressedSize: false,
    rolldownOptions: {
      input: { ...Object.fromEntries(Object.entries(pages).filter(([, file]) => existsSync(file))), sw: 'src/sw.ts' },
      // A screen that is fetched later brings its own words: the catalogue's index only passes them on.
      treeshake: { moduleSideEffects: [{ test: /src\/words\//, sideEffects: false }] },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // One file for what every screen stands on: a dozen small ones start slower from the cache.
        codeSplitting: {
          groups: [
            { name: 'kit', test: /src\/(ui|platform)\/(?!note-).*\.tsx?$/ },
            // Icons of the first screen are one file; those of later screens another, with the first of these.
            { name: (icon, context) => (withTheStart(icon, (id) => context.getModuleInfo(id)) ? 'first-icons' : 'icons'), test: /lucide:/, debugName: 'icons' },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  plugins: [icons(), artwork(), precache(), compress()],
})
