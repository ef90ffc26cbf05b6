import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import x from 'lucide:x'
import * as words from '../words/index.ts'
import { IconButton } from './controls.tsx'

interface SheetProps {
  /** Names the sheet; shown as its heading unless `quiet`. */
  title: string
  quiet?: boolean
  onClose: () => unknown
  /** What lies behind goes on and can be used, as the camera does. */
  open?: boolean
  children: ComponentChildren
}

/** Something over the screen it belongs to. Escape, the cross and a tap beside it close it; what opened it has the focus again. */
export function Sheet({ title, quiet, onClose, open = false, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const sheet = dialog.current
    const opener = document.activeElement as HTMLElement | null
    if (open) sheet?.show()
    else sheet?.showModal()
    return () => {
      sheet?.close()
      if (!open && opener?.isConnected) opener.focus({ preventScroll: true }) // a dialog that is gone already gives nothing back
    }
  }, [open])
  return (
    <dialog
      ref={dialog} class="sheet" aria-label={title}
      onCancel={(event) => { event.preventDefault(); onClose() }}
      onKeyDown={(event) => { if (open && event.key === 'Escape') onClose() }}
      onClick={(event) => { if (event.target === event.currentTarget && besides(event, event.currentTarget)) onClose() }}
    >
      <IconButton icon={x} label={words.ui.close} onClick={onClose} />
      {!quiet && <h2>{title}</h2>}
      {children}
    </dialog>
  )
}

function besides(event: MouseEvent, sheet: HTMLElement): boolean {
  const { top, bottom, left, right } = sheet.getBoundingClientRect()
  return event.clientY < top || event.clientY > bottom || event.clientX < left || event.clientX > right
}
