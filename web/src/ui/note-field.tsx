import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { NOTE_LIMIT } from '../platform/note-writer.ts'
import { TextArea } from './field.tsx'

interface NoteFieldProps {
  label: ComponentChildren
  aside?: ComponentChildren
  /** What it says when it appears; what is typed is its own from then on. */
  text: string
  /** Called when one pauses or leaves, and when the page goes; the same text may come again. */
  onSave: (text: string) => unknown
  focus?: boolean
}

const PAUSE_MS = 1500

/** Words that are kept as they are typed. */
export function NoteField({ label, aside, text, onSave, focus }: NoteFieldProps) {
  const note = useSignal(text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const save = (): void => {
    clearTimeout(timer.current)
    onSave(note.value)
  }
  useEffect(() => {
    addEventListener('pagehide', save)
    document.addEventListener('visibilitychange', save)
    return () => {
      removeEventListener('pagehide', save)
      document.removeEventListener('visibilitychange', save)
      save()
    }
  }, [])
  const write = (value: string): void => {
    note.value = value
    clearTimeout(timer.current)
    timer.current = setTimeout(save, PAUSE_MS)
  }
  return (
    <div onFocusOut={save}>
      <TextArea label={label} aside={aside} value={note.value} onInput={write} focus={focus ?? false} maxLength={NOTE_LIMIT} />
    </div>
  )
}
