import type { ComponentChildren } from 'preact'
import type { Block, Inline } from './programmes.ts'

/** A text from outside: blocks and marks that we draw, never markup of its own. */
export function Prose({ text }: { text: Block[] }) {
  const drawn: ComponentChildren[] = []
  let points: Block[] = []
  const endList = (): void => {
    if (points.length > 0) drawn.push(<ul key={drawn.length}>{points.map((block, index) => <li key={index}><Line of={block.c} /></li>)}</ul>)
    points = []
  }
  for (const block of text) {
    if (block.t === 'li') {
      points.push(block)
      continue
    }
    endList()
    drawn.push(<Paragraph key={drawn.length} block={block} />)
  }
  endList()
  return <div class="prose">{drawn}</div>
}

function Paragraph({ block }: { block: Block }) {
  const line = <Line of={block.c} />
  if (block.t === 'h') return <p><b>{line}</b></p>
  if (block.t === 'quote') return <blockquote class="quote">{line}</blockquote>
  return block.t === 'pre' ? <pre>{line}</pre> : <p>{line}</p>
}

function Line({ of }: { of: Inline[] }) {
  return <>{of.map((part, index) => <Mark key={index} part={part} />)}</>
}

function Mark({ part }: { part: Inline }) {
  if (typeof part === 'string') return <>{part}</>
  if ('b' in part) return <b>{part.b}</b>
  if ('i' in part) return <i>{part.i}</i>
  if ('code' in part) return <code>{part.code}</code>
  return <Out address={part.a}>{part.c}</Out>
}

const SAFE = /^(https?:|mailto:|tel:)/i

/** A link that leaves the app; an address of another kind is only text. */
export function Out({ address, children }: { address: string; children: ComponentChildren }) {
  if (!SAFE.test(address)) return <>{children}</>
  return <a href={address} target="_blank" rel="noreferrer noopener">{children}</a>
}
