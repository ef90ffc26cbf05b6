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

/** Whether `page` needs a module from its start: an import that is no `import()` leads from it to there. */
function neededBy(page: RegExp, module: string, infoOf: (id: string) => Importers | null, seen = new Set<string>()): boolean {
  if (page.test(module)) return true
  if (seen.has(module)) return false
  seen.add(module)
  return infoOf(module)?.importers.some((importer) => neededBy(page, importer, infoOf, seen)) ?? false
}

const [MAIN, CARD] = [/src\/main\.tsx$/, /src\/card-page\.tsx$/]
/** Words come with the screens that say them: of these the first screens are made. */
const WORDS = /src\/words\/(?:index|en)/
const FIRST_WORDS = /src\/words\/(?:index|en\/(?:ui|programme|today|welcome))\.ts$/

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
        // One file for all that the first screens are made of, and one for what the card's page needs of it:
        // every file costs a slow phone some ten milliseconds at every start, though it has it.
        codeSplitting: {
          groups: [
            {
              name: (module, context) => {
                const needs = (page: RegExp): boolean => !page.test(module) && neededBy(page, module, (id) => context.getModuleInfo(id))
                if (WORDS.test(module) ? !FIRST_WORDS.test(module) : !needs(MAIN)) return null
                return !WORDS.test(module) && needs(CARD) ? 'both' : 'start'
              },
              debugName: 'start',
            },
            // Icons of later screens are one file.
            { name: 'icons', test: /lucide:/ },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  plugins: [icons(), artwork(), precache(), compress()],
})
