import { defineConfig } from 'vitest/config'
import { icons } from './build/icons-plugin.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [icons()],
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
})
