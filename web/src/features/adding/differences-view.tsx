import { useState } from 'preact/hooks'
import arrowRight from 'lucide:arrow-right'
import minus from 'lucide:minus'
import plus from 'lucide:plus'
import repeat from 'lucide:arrow-right-left'
import { Button } from '../../ui/controls.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { Part } from '../../ui/screen.tsx'
import { clockTime, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import type { Change, Fact, Preview } from './adding.ts'

const said = words.adding.changes
const SHOWN = 60
const LOOK: Record<Change['what'], { icon: Shapes; tone: string }> = {
  added: { icon: plus, tone: 'good' }, returned: { icon: plus, tone: 'good' }, restored: { icon: plus, tone: 'good' },
  changed: { icon: repeat, tone: 'moved' }, cancelled: { icon: minus, tone: 'bad' }, removed: { icon: minus, tone: 'bad' },
}

/** What a newer file would add, change and remove, with old and new. */
export function Differences({ preview: { counts, changes, renamed } }: { preview: Preview }) {
  const [most, setMost] = useState(SHOWN)
  if (changes.length === 0 && renamed.length === 0) return <p class="add-lead">{words.adding.preview.same}</p>
  return (
    <>
      <dl class="add-tally">
        {(['added', 'changed', 'removed', 'unchanged'] as const).map((what) => <div key={what}><dt>{said.counted[what]}</dt><dd>{counts[what]}</dd></div>)}
      </dl>
      <Part title={said.title} />
      <ul class="list add-changes">
        {changes.slice(0, most).map((change) => <li key={change.session}><OneChange change={change} /></li>)}
        {renamed.map(({ old, new: now }) => <li key={`${old}/${now}`}><i class="add-mark moved"><Icon of={repeat} size="s" /></i><div><p>{said.renamed(old, now)}</p></div></li>)}
      </ul>
      {changes.length > most && <Button look="text" onClick={() => setMost(changes.length)}>{words.adding.preview.rest(changes.length - most)}</Button>}
      <p class="meta add-none">{words.adding.preview.kept}</p>
    </>
  )
}

function OneChange({ change: { title, what, facts, agendas } }: { change: Change }) {
  const { icon, tone } = LOOK[what]
  const placed = what === 'added' || what === 'returned' || what === 'removed'
  return (
    <>
      <i class={`add-mark ${tone}`}><Icon of={icon} size="s" /></i>
      <div>
        <h3>{title}</h3>
        <p class="meta">{said.what[what]}{placed && placeOf(facts, what === 'removed')}{agendas ? `, ${said.agendas(agendas)}` : ''}</p>
        {!placed && facts.map((fact) => <p key={fact.fact} class="add-fact"><Difference fact={fact} /></p>)}
      </div>
    </>
  )
}

function Difference({ fact }: { fact: Fact }) {
  const name = said.fact[fact.fact] ?? fact.fact
  if (!('old' in fact)) return <>{name} <b>{said.reworded}</b></>
  return (
    <>
      {name} <s><span class="vh">{said.was} </span>{inWords(fact, fact.old)}</s><Icon of={arrowRight} size="s" turns />
      <b><span class="vh">{said.is} </span>{inWords(fact, fact.new)}</b>
    </>
  )
}

const placeOf = (facts: Fact[], gone: boolean): string => {
  const placed = facts.filter(({ fact }) => fact === 'time' || fact === 'room').map((fact) => inWords(fact, gone ? fact.old : fact.new))
  return placed.length ? `: ${placed.join(', ')}` : ''
}

/** Times as the venue's clocks show them: the file's own, whatever zone this phone is in. */
function inWords({ fact }: Fact, value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return said.nothing
  if (fact === 'time') {
    const { start, end } = value as { start: string; end: string }
    const at = (moment: string): Date => new Date(`${moment.slice(0, 16)}Z`)
    return `${mediumDay(at(start), 'UTC')} ${clockTime(at(start), 'UTC')}–${clockTime(at(end), 'UTC')}`
  }
  return Array.isArray(value) ? value.join(', ') : String(value)
}
