import { useState } from 'preact/hooks'
import { Button } from '../../ui/controls.tsx'
import { Part } from '../../ui/screen.tsx'
import * as words from '../../words/index.ts'
import { type Columns, forget, readWith } from './adding.ts'
import { Choose } from './fields.tsx'

const said = words.adding.mapping
/** Any of these says when. */
const TIMES = ['start', 'date', 'start_time']
/** What nearly every table has, shown at once; the rest where it was guessed, or asked for. */
const USUAL = new Set(['title', ...TIMES, 'end', 'end_time', 'duration', 'room', 'speakers', 'track', 'type', 'abstract'])

/** What the columns of a table hold, said by the person; the guess is filled in. */
export function Mapping({ table }: { table: Columns }) {
  const [map, setMap] = useState<Record<string, string>>(table.guess)
  const [missing, setMissing] = useState<string>()
  const shown = table.fields.filter(({ name, required }) => required || USUAL.has(name) || table.guess[name])
  const rest = table.fields.filter((field) => !shown.includes(field))
  const set = (field: string, column: string): void => {
    setMissing(undefined)
    const { [field]: _, ...others } = map
    setMap(column ? { ...others, [field]: column } : others)
  }
  const goOn = (event: SubmitEvent): void => {
    event.preventDefault()
    const lacking = table.fields.find(({ name, required }) => required && !map[name])?.name ?? (TIMES.some((name) => map[name]) ? undefined : 'start')
    setMissing(lacking)
    if (lacking === undefined) void readWith({ columns: map })
  }
  const choice = ({ name, required }: Columns['fields'][number]) => (
    <Choose
      key={name} label={`${said.field[name] ?? name}${required ? `, ${said.needed}` : ''}`} value={map[name] ?? ''} onChange={(column) => set(name, column)}
      error={missing === name ? (name === 'start' ? said.noTime : said.missing) : undefined}
    >
      <option value="">{said.none}</option>
      {table.columns.map((column) => <option key={column.name} value={column.name}>{column.name}</option>)}
    </Choose>
  )
  return (
    <form onSubmit={goOn}>
      <p class="add-lead">{said.body}</p>
      <Part title={said.columns} />
      <dl class="list add-columns">
        {table.columns.map(({ name, samples }) => (
          <div key={name}><dt>{name}</dt><dd>{samples.length ? samples.join(' · ') : said.empty}</dd></div>
        ))}
      </dl>
      <Part title={said.fields} />
      <div class="add-fields">{shown.map(choice)}</div>
      {rest.length > 0 && <details class="add-helps"><summary>{said.more}</summary><div class="add-fields">{rest.map(choice)}</div></details>}
      <div class="stack add-acts">
        <Button submit full>{said.act}</Button>
        <Button full look="line" onClick={() => void forget()}>{words.adding.preview.another}</Button>
      </div>
    </form>
  )
}
