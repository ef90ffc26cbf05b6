import './finding.css'
import { useState } from 'preact/hooks'
import check from 'lucide:check'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Part } from '../../ui/screen.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { namesIn } from './facet-names.ts'
import { type Choice, choicesOf, type FilterOn, filtersOn, without } from './facets.ts'
import { folded } from './folding.ts'
import { type Facet, FACETS, type Filters, listed, NO_FACETS } from './listing.ts'
import { planOf } from './agenda.ts'
import type { Programme } from './programme.ts'

const text = words.finding
/** As many choices are seen before one asks for more, and from so many on they can be searched. */
const FEW = 8

interface FilterProps {
  programme: Programme
  filters: Filters
  onChange: (filters: Partial<Filters>) => unknown
  onClose: () => unknown
}

const planIn = (programme: Programme) => (session: string) => planOf(programme.event.slug, session)

/** Everything that can be chosen, with how much each choice leaves; it works at once. */
export function FilterSheet({ programme, filters, onChange, onClose }: FilterProps) {
  const shown = listed(programme, filters, planIn(programme)).length
  const some = FACETS.some((facet) => filters[facet].length > 0)
  return (
    <Sheet title={text.title} onClose={onClose}>
      {FACETS.map((facet) => <FacetPart key={facet} facet={facet} programme={programme} filters={filters} onChange={onChange} />)}
      <div class="btns sheet-foot">
        <Button look="line" disabled={!some} onClick={() => onChange(NO_FACETS)}>{text.clear}</Button>
        <Button onClick={onClose}>{text.show(shown)}</Button>
      </div>
    </Sheet>
  )
}

function FacetPart({ facet, programme, filters, onChange }: Omit<FilterProps, 'onClose'> & { facet: Facet }) {
  const [all, setAll] = useState(false)
  const [typed, setTyped] = useState('')
  const choices = choicesOf(programme, facet, filters, planIn(programme), namesIn(programme))
  if (choices.length === 0) return null
  const chosen = filters[facet] as string[]
  const toggle = (value: string): unknown => onChange({ [facet]: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] })
  const many = choices.length > FEW + 2
  const fitting = choices.filter(({ name }) => folded(name).includes(folded(typed.trim())))
  const shown = many && !all && !typed.trim() ? fewOf(choices, chosen) : fitting
  return (
    <section role="group" aria-label={text.facets[facet]}>
      <Part title={text.facets[facet]} />
      {many && all && <div class="facet-search"><SearchField label={text.search[facet]} placeholder={text.search[facet]} value={typed} onInput={setTyped} /></div>}
      <div class="list">
        {shown.map((choice) => <ChoiceRow key={choice.value} choice={choice} on={chosen.includes(choice.value)} onToggle={() => toggle(choice.value)} />)}
      </div>
      {many && !all && <button class="earlier" type="button" onClick={() => setAll(true)}>{text.more(choices.length)}</button>}
    </section>
  )
}

/** What is chosen, then what leaves most; in their own order. */
function fewOf(choices: Choice[], chosen: string[]): Choice[] {
  const first = choices.toSorted((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)) || b.count - a.count).slice(0, FEW)
  return choices.filter((choice) => first.includes(choice))
}

function ChoiceRow({ choice: { name, count, colour }, on, onToggle }: { choice: Choice; on: boolean; onToggle: () => unknown }) {
  return (
    <button class={count === 0 && !on ? 'pick check dim' : 'pick check'} type="button" role="checkbox" aria-checked={on} onClick={onToggle}>
      <i>{on && <Icon of={check} size="xs" />}</i>
      <span class={colour ? 'trk' : undefined} style={colour ? { '--c': colour } : undefined}><b>{name}</b></span>
      <span class="num r">{count}<span class="vh"> {text.sessionsWord(count)}</span></span>
    </button>
  )
}

interface NoneProps extends Omit<FilterProps, 'onClose'> {
  onClear: () => unknown
}

/** Nothing fits: which filters that is, what each of them costs, and where there is something. */
export function NoneFit({ programme, filters, onChange, onClear }: NoneProps) {
  const on = filtersOn(filters, namesIn(programme))
  const names = [...(filters.saved ? [text.saved] : []), ...on.map(({ name }) => name)]
  const day = shortDay(new Date(`${filters.day}T12:00Z`), 'UTC')
  const count = (changed: Filters): number => listed(programme, changed, planIn(programme)).length
  const lighter = [
    ...on.map((filter): { name: string; change: Partial<Filters> } => ({ name: filter.name, change: takenOff(filters, filter) })),
    ...(filters.saved && on.length > 0 ? [{ name: text.saved, change: { saved: false } }] : []),
  ].map((choice) => ({ ...choice, count: count({ ...filters, ...choice.change }) })).filter(({ count: left }) => left > 0)
  const days = filters.now ? [] : programme.days.filter((other) => other !== filters.day)
    .map((other) => ({ day: other, count: count({ ...filters, day: other }) })).filter(({ count: left }) => left > 0)
  return (
    <>
      <Empty title={text.none.title}>{filters.now ? text.nothingNow(names) : text.nothing(day, names)}</Empty>
      <div class="stack">
        {lighter.map(({ name, change, count: left }) => <Button key={name} look="soft" onClick={() => onChange(change)}>{text.without(name, left)}</Button>)}
        {days.map((other) => <Button key={other.day} look="soft" onClick={() => onChange({ day: other.day })}>{text.elsewhere(shortDay(new Date(`${other.day}T12:00Z`), 'UTC'), other.count)}</Button>)}
        <Button look="line" onClick={onClear}>{text.none.act}</Button>
      </div>
    </>
  )
}

const takenOff = (filters: Filters, filter: FilterOn): Partial<Filters> => ({ [filter.facet]: without(filters, filter)[filter.facet] })
