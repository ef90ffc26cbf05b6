import './session.css'
import { useEffect, useState } from 'preact/hooks'
import link2 from 'lucide:link-2'
import x from 'lucide:x'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link, previous } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import * as words from '../../words/index.ts'
import { holdingOf } from './agenda.ts'
import type { Person, Programme } from './programme.ts'
import { type PersonDetails, personDetailsOf } from './programmes.ts'
import { Out, Prose } from './prose.tsx'
import { SessionRow } from './session-row.tsx'

interface PageProps {
  programme: Programme
  person: string
  /** In the pane of a wide screen: the list stays. */
  beside?: boolean
}

/** Somebody in the programme: who they are, and where they are to be heard. */
export function PersonPage({ programme, person: id, beside }: PageProps) {
  const person = programme.people.find((other) => other.id === id)
  const text = words.session.nobody
  const content = person
    ? <Content programme={programme} person={person} beside={beside ?? false} />
    : <Empty title={text.title} act={<Button href={link('programme')}>{words.programme.missing.act}</Button>}>{text.body}</Empty>
  if (beside) return <><header class="nav"><span class="back" /><IconButton icon={x} label={words.programme.close} href={link('programme')} /></header>{content}</>
  return <Screen title={person?.name ?? text.title} up={upFrom(programme)}>{content}</Screen>
}

/** Back to the session one came from, else to the list. */
function upFrom(programme: Programme): { label: string; fallback: string } {
  const from = previous()?.parts ?? []
  const item = from[0] === 'programme' ? programme.byId.get(from[2] ?? '') : undefined
  return item ? { label: item.title, fallback: link(...from) } : { label: words.programme.back, fallback: link('programme') }
}

function Content({ programme, person, beside }: { programme: Programme; person: Person; beside: boolean }) {
  const [details, setDetails] = useState<PersonDetails>({})
  const { slug } = programme.event
  useEffect(() => { void personDetailsOf(slug, person.id).then((known) => setDetails(known ?? {})) }, [slug, person, programme])
  const sessions = programme.items.filter((item) => item.people.includes(person))
  const going = holdingOf(programme)
  const Heading = beside ? 'h2' : 'h1'
  return (
    <>
      <header class="id session-lead">
        <Avatar name={person.name} size="l" />
        <div class="b"><Heading tabIndex={-1} data-heading>{person.name}</Heading>{person.institution && <p>{person.institution}</p>}</div>
      </header>
      <Part title={words.programme.sessions(sessions.length)} />
      <div class="list">
        <Windowed items={sessions} height={78} first>{(item) => <SessionRow key={item.id} programme={programme} item={item} going={going} dated />}</Windowed>
      </div>
      {details.biography && <><Part title={words.session.biography} /><Prose text={details.biography} /></>}
      {details.links && (
        <>
          <Part title={words.programme.links} />
          <div class="list">
            {details.links.map(([title, address]) => <div key={address} class="fact"><Icon of={link2} /><span class="b prose"><Out address={address}>{title || address}</Out></span></div>)}
          </div>
        </>
      )}
    </>
  )
}
