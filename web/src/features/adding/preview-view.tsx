import { useState } from 'preact/hooks'
import triangleAlert from 'lucide:triangle-alert'
import { Button, Segments } from '../../ui/controls.tsx'
import { Notice } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Part } from '../../ui/screen.tsx'
import { mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { askColumns, choice, correct, forget, type Preview, readWith, refusal, type Said } from './adding.ts'
import { Differences } from './differences-view.tsx'
import { Day, Zone } from './fields.tsx'

const said = words.adding.preview
const ROOMS_SHOWN = 8
const PLACES_SHOWN = 50
/** Formats whose columns a person may know better. */
const TABLES = /csv|table|grid|list|sheet|xlsx|ods/

/** What would be there, or change, before anything is written. */
export function Previewed({ preview }: { preview: Preview }) {
  const renewing = choice.value?.event !== undefined
  return (
    <>
      {refusal.value !== undefined && <Notice bad icon={triangleAlert} title={refusal.value} />}
      <p class="add-counts"><b>{said.counts(preview.counts)}</b><small>{said.format(preview.format)}</small></p>
      {renewing && <Place />}
      {renewing ? <Differences preview={preview} /> : <Facts preview={preview} />}
      {!renewing && <Days preview={preview} />}
      <Oddities warnings={preview.warnings} />
      {!renewing && <Rooms preview={preview} />}
      <div class="stack add-acts">
        {TABLES.test(preview.format) && <Button look="text" onClick={() => void askColumns()}>{said.columns}</Button>}
        <Button full look="line" onClick={() => void forget()}>{said.another}</Button>
      </div>
    </>
  )
}

/** Whether a newer file is the whole programme, or a part beside what is there. */
function Place() {
  const choices = [{ value: false, label: said.whole }, { value: true, label: said.beside }]
  return <Segments flat label={said.this} choices={choices} value={choice.value?.add ?? false} onChange={(add) => void readWith({ add })} />
}

/** The event's facts, as guessed, to be corrected; zone and dates decide how the file is read. */
function Facts({ preview }: { preview: Preview }) {
  const { event } = preview
  const facts = choice.value?.said ?? {}
  const again = (change: Said): void => { void readWith({ said: { ...facts, ...change } }) }
  const name = facts.name ?? event.name
  return (
    <div class="add-fields">
      <Field label={said.name} value={name} maxLength={200} error={name.trim() === '' ? said.nameMissing : undefined} onInput={(typed) => void correct({ name: typed })} />
      <Zone label={said.zone} value={event.timezone} hint={event.zone_from === 'phone' ? said.zonePhone : undefined} onChange={(timezone) => again({ timezone })} />
      <div class="add-two">
        <Day label={said.first} value={event.starts_on} onChange={(day) => again({ starts_on: day })} />
        <Day label={said.last} value={event.ends_on} onChange={(day) => again({ ends_on: day })} />
      </div>
      <Field label={said.place} aside={said.optional} value={facts.place ?? event.place ?? ''} maxLength={200} onInput={(typed) => void correct({ place: typed })} />
    </div>
  )
}

function Days({ preview }: { preview: Preview }) {
  return (
    <>
      <Part title={said.days} />
      <ul class="list add-lines">
        {preview.days.map(({ date, sessions }) => <li key={date}><span>{mediumDay(new Date(`${date}T12:00Z`), 'UTC')}</span><span>{said.sessions(sessions)}</span></li>)}
      </ul>
    </>
  )
}

function Rooms({ preview: { rooms } }: { preview: Preview }) {
  const [first, rest] = [rooms.slice(0, ROOMS_SHOWN), rooms.slice(ROOMS_SHOWN)]
  const line = ({ name, sessions }: Preview['rooms'][number]) => <li key={name}><span>{name}</span><span>{said.sessions(sessions)}</span></li>
  return (
    <>
      <Part title={said.rooms} />
      {rooms.length === 0 ? <p class="meta add-none">{said.noRooms}</p> : <ul class="list add-lines">{first.map(line)}</ul>}
      {rest.length > 0 && <details class="add-helps"><summary>{said.moreRooms(rest.length)}</summary><ul class="list add-lines">{rest.map(line)}</ul></details>}
    </>
  )
}

/** What is odd, the same things together, each with its places in the file. */
function Oddities({ warnings }: { warnings: Preview['warnings'] }) {
  const grouped = new Map<string, string[]>()
  for (const { where, message } of warnings) grouped.set(message, [...grouped.get(message) ?? [], where])
  return (
    <>
      <Part title={said.oddities} act={warnings.length > 0 && <span>{said.odd(warnings.length)}</span>} />
      {warnings.length === 0 && <p class="meta add-none">{said.nothingOdd}</p>}
      {warnings.length > 0 && <ul class="list add-odd">{[...grouped].map(([message, places]) => <li key={message}><Oddity message={message} places={places} /></li>)}</ul>}
    </>
  )
}

function Oddity({ message, places }: { message: string; places: string[] }) {
  const [most, setMost] = useState(PLACES_SHOWN)
  const [only] = places
  if (places.length === 1) return <><b>{message}</b><code>{only}</code></>
  return (
    <details>
      <summary><b>{message}</b><small>{said.places(places.length)}</small></summary>
      {places.slice(0, most).map((place, at) => <code key={at}>{place}</code>)}
      {places.length > most && <Button look="text" onClick={() => setMost(places.length)}>{said.rest(places.length - most)}</Button>}
    </details>
  )
}
