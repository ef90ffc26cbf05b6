import './finding.css'
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import chevronRight from 'lucide:chevron-right'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { windowHeight } from '../../ui/layout.ts'
import { link } from '../../ui/router.ts'
import { Part } from '../../ui/screen.tsx'
import { say } from '../../ui/toast.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import * as words from '../../words/index.ts'
import type { Timed } from './agenda.ts'
import { find, finding, leaveProgramme, readProgramme } from './finder.ts'
import type { Programme } from './programme.ts'
import { textsHere } from './programmes.ts'
import type { Found, FoundPerson, Why } from './searching.ts'
import { SessionRow } from './session-row.tsx'

interface ResultsProps {
  programme: Programme
  typed: string
  going: readonly Timed[]
  current: string | undefined
  onClear: () => unknown
}

const ROW_HEIGHT = 92
const MOST = 200
/** When nothing more was found for so long, who types looks at it: it is drawn to its end, and said. */
const REST_MS = 400
const text = words.finding

/** What was searched for, people first, then sessions of every day. It reads the programme before anybody types. */
export function Results({ programme, typed, ...list }: ResultsProps) {
  const texts = textsHere.value
  useEffect(() => readProgramme(programme, texts), [programme, texts])
  useEffect(() => leaveProgramme, [])
  const { slug } = programme.event
  const last = finding.value
  // Asked before the key is painted, not after.
  useLayoutEffect(() => { if (last.slug !== slug || last.typed !== typed) find(slug, typed) }, [slug, typed])
  const found = last.slug === slug && typed.trim() ? last.found : undefined
  // A key changes nothing of what was found before it: that is not drawn again until there is an answer.
  const drawn = useMemo(() => found && <FoundList programme={programme} found={found} {...list} />, [programme, found, list.going, list.current])
  if (!typed.trim()) return null
  return drawn ?? <p class="hint" role="status">{text.looking}</p>
}

/** Whether something has not changed for a while. */
function useRested<T>(value: T): boolean {
  const [rested, rest] = useState<T>()
  useEffect(() => {
    const timer = setTimeout(() => rest(value), REST_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested === value
}

function FoundList({ programme, found, going, current, onClear }: Omit<ResultsProps, 'typed'> & { found: Found }) {
  const { people, sessions } = found
  const shown = sessions.flatMap(({ id, why }) => {
    const item = programme.byId.get(id)
    return item ? [{ item, why }] : []
  })
  const rested = useRested(found)
  const atOnce = rested ? shown.length : Math.ceil(windowHeight() / ROW_HEIGHT)
  useEffect(() => { if (rested) say(shown.length > 0 ? text.found(shown.length) : text.noneFound.title) }, [rested, shown.length])
  if (shown.length === 0 && people.length === 0) return <Empty title={text.noneFound.title} act={<Button look="soft" onClick={onClear}>{text.noneFound.act}</Button>}>{text.noneFound.body}</Empty>
  return (
    <>
      <People programme={programme} people={people} />
      <section class="block">
        <h2><small>{shown.length < MOST ? text.found(shown.length) : text.most(MOST)}</small></h2>
        <div class="list">
          <Windowed items={shown.slice(0, atOnce)} height={ROW_HEIGHT} first>
            {({ item, why }) => (
              <SessionRow key={item.id} programme={programme} item={item} going={going} dated current={item.id === current}>
                {why && <Reason why={why} />}
              </SessionRow>
            )}
          </Windowed>
          {shown.length > atOnce && <div style={{ blockSize: `${(shown.length - atOnce) * ROW_HEIGHT}px` }} />}
        </div>
      </section>
    </>
  )
}

function People({ programme, people }: { programme: Programme; people: FoundPerson[] }) {
  const known = people.flatMap(({ id, sessions }) => {
    const person = programme.people.find((other) => other.id === id)
    return person ? [{ person, sessions }] : []
  })
  if (known.length === 0) return null
  return (
    <>
      <Part title={text.people} />
      <div class="list">
        {known.map(({ person, sessions }) => (
          <a key={person.id} class="person" href={link('programme', programme.event.slug, 'people', person.id)}>
            <Avatar name={person.name} />
            <div class="b"><h3>{person.name}</h3><p>{[text.sessions(sessions), person.institution].filter(Boolean).join(' · ')}</p></div>
            <Icon of={chevronRight} turns />
          </a>
        ))}
      </div>
    </>
  )
}

/** The words that were found, with some of what stands around them. */
function Reason({ why: { field, before, mark, after } }: { why: Why }) {
  return <p class="reason"><b>{text.why[field]}</b> {before}{mark && <mark>{mark}</mark>}{after}</p>
}
