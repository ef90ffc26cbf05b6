import { useState } from 'preact/hooks'
import flag from 'lucide:flag'
import pencil from 'lucide:pencil-line'
import { IconButton } from '../../ui/controls.tsx'
import { link } from '../../ui/router.ts'
import * as words from '../../words/index.ts'
import { visitOf } from '../programme/agenda.ts'
import { VisitTick } from '../programme/poster-parts.tsx'
import type { Item, Programme } from '../programme/programme.ts'
import { hasNote, setRevisit, wantsAgain } from '../programme/session-marks.ts'
import { SessionNotes } from '../programme/session-notes.tsx'
import { Marks, Save } from '../programme/session-row.tsx'

interface RowProps {
  programme: Programme
  poster: Item
  /** Among all boards one saves; on the walk one marks what to come back to. */
  saves: boolean
}

const text = words.posters

/** A poster on the walk: its tick, its board, and a field for a note one tap away. */
export function PosterRow({ programme, poster, saves }: RowProps) {
  const { slug, timezone } = programme.event
  const [writing, setWriting] = useState(false)
  const noted = hasNote(slug, poster.id)
  const again = wantsAgain(slug, poster.id)
  const classes = ['row open board-row', visitOf(slug, poster.id) && 'visited-row', (poster.cancelled || poster.removed) && 'off'].filter(Boolean).join(' ')
  return (
    <article class={classes}>
      <VisitTick slug={slug} item={poster} />
      <b class="brd num">{poster.board ?? ''}</b>
      <div class="b">
        <h3><a href={link('programme', slug, poster.id)}>{poster.title}</a></h3>
        <p>{poster.people.map((person) => person.name).join(', ')}</p>
        <Marks slug={slug} item={poster} going={[]} zone={timezone} />
      </div>
      <IconButton icon={pencil} label={noted ? text.noted(poster.title) : text.note(poster.title)} pressed={writing} onClick={() => setWriting(!writing)} />
      {saves ? <Save slug={slug} item={poster} /> : <IconButton icon={flag} label={text.comeBack(poster.title)} pressed={again} onClick={() => setRevisit(slug, poster.id, !again)} />}
      {writing && <SessionNotes slug={slug} session={poster.id} title={poster.title} opened />}
    </article>
  )
}
