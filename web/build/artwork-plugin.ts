import type { Plugin } from 'vite'
import { iconPng, iconSvg } from './artwork.ts'

/** Draws the app's icons into the build. */
export function artwork(): Plugin {
  return {
    name: 'artwork',
    apply: 'build',
    generateBundle() {
      const emit = (fileName: string, source: string | Uint8Array): void => {
        this.emitFile({ type: 'asset', fileName, source })
      }
      emit('icon.svg', iconSvg())
      emit('icon-180.png', iconPng(180, true))
      emit('icon-192.png', iconPng(192, false))
      emit('icon-512.png', iconPng(512, false))
      emit('icon-maskable-512.png', iconPng(512, true))
    },
  }
}
