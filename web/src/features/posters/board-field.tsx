import { useRef } from 'preact/hooks'
import x from 'lucide:x'
import { IconButton } from '../../ui/controls.tsx'
import * as words from '../../words/index.ts'

interface BoardFieldProps {
  value: string
  example: string | undefined
  /** Digits alone name every board. */
  numbered: boolean
  onInput: (value: string) => unknown
}

const LONGEST = 20
const text = words.posters

/** The number of a board, large enough to type while one walks. */
export function BoardField({ value, example, numbered, onInput }: BoardFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div class="search board-field" role="search">
      <input
        ref={input} type="text" inputMode={numbered ? 'numeric' : 'text'} aria-label={text.board} placeholder={text.board} title={example ? text.boardExample(example) : undefined}
        value={value} maxLength={LONGEST} enterKeyHint="search" autocomplete="off" autocapitalize="characters" spellcheck={false} onInput={(event) => onInput(event.currentTarget.value)}
      />
      {value !== '' && <IconButton icon={x} label={text.clear} onClick={() => { onInput(''); input.current?.focus() }} />}
    </div>
  )
}
