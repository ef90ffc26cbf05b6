import './changes.css'
import { useSignal } from '@preact/signals'
import { Button, Segments } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { back, link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import { Windowed } from '../../ui/windowed.tsx'
import { shownTime, shownZone } from '../../ui/zone.ts'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { shortDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import type { Change, ChangedVersion, Renaming } from '../programme/change-lists.ts'
import { allChanges, knownVersion, markSeen, myChanges } from '../programme/changes.ts'
import type { Programme } from '../programme/programme.ts'
import { changeListOf, programme as current } from '../programme/programmes.ts'
import { ChangeCard } from './change-card.tsx'

const said = words.changes
const CARD_HEIGHT = 120

/** What moved since one looked last: in one's own agenda, and in the whole programme. */
export function Changes(_: { parts: string[] }) {
  const programme = current.value
  if (programme) return <Lists programme={programme} />
  const text = said.noProgramme
  return (
    <Screen title={said.title}>
      <Empty title={text.title} ghosts={2} act={<Button href={link('programme')}>{text.act}</Button>}>{text.body}</Empty>
    </Screen>
  )
}

function Lists({ programme }: { programme: Programme }) {
  const { slug, timezone: zone } = programme.event
  const which = useSignal<'mine' | 'all'>('mine')
  const list = changeListOf(slug)
  const known = knownVersion(slug)
  const mine = inTime(programme, myChanges(slug))
  const all = inTime(programme, allChanges(slug))
  const renamed = (list?.versions ?? []).filter(({ version }) => version > known).flatMap((version) => version.renamed ?? [])
  const seen = async (): Promise<void> => {
    await markSeen(slug)
    back(link('today'))
  }
  const choices = [{ value: 'mine' as const, label: said.mine, count: mine.length }, { value: 'all' as const, label: said.all, count: all.length }]
  const from = list?.versions.find(({ version }) => version === known)
  const unseen = mine.length + all.length + renamed.length > 0
  return (
    <Screen
      title={said.title} over={from && said.since(...stampOf(from, zone))} side={<span class="state num">{said.version(programme.version)}</span>}
      tools={<Segments label={said.which} choices={choices} value={which.value} onChange={(value) => { which.value = value }} />}
      foot={unseen && <Button full onClick={seen}>{said.seen}</Button>}
    >
      <ZoneNote zone={zone} quiet />
      {which.value === 'mine'
        ? <Mine programme={programme} changes={mine} onAll={() => { which.value = 'all' }} />
        : <Everything programme={programme} changes={all} renamed={renamed} earlier={(list?.versions ?? []).filter(({ version }) => version <= known)} />}
    </Screen>
  )
}

function Mine({ programme, changes, onAll }: { programme: Programme; changes: Change[]; onAll: () => unknown }) {
  const text = said.none
  if (changes.length === 0) return <Empty title={text.title} act={<Button look="soft" onClick={onAll}>{text.act}</Button>}>{text.body}</Empty>
  return (
    <>
      <h2 class="lead">{said.lead(changes.length)}</h2>
      {changes.map((change) => <ChangeCard key={change.session} programme={programme} change={change} mine={changes} />)}
    </>
  )
}

interface EverythingProps {
  programme: Programme
  changes: Change[]
  renamed: Renaming[]
  /** Versions that were seen, the newest first. */
  earlier: ChangedVersion[]
}

function Everything({ programme, changes, renamed, earlier }: EverythingProps) {
  const told = earlier.filter((version) => version.changes.length > 0 || version.renamed)
  const text = said.noneAtAll
  if (changes.length + renamed.length + told.length === 0) return <Empty title={text.title}>{text.body}</Empty>
  return (
    <>
      {changes.length + renamed.length === 0 ? <p class="lead">{said.nothingNew}</p> : <h2 class="lead">{said.leadAll(changes.length)}</h2>}
      <Cards programme={programme} changes={changes} renamed={renamed} first />
      {told.map((version) => (
        <section key={version.version}>
          <Part title={said.earlier(...stampOf(version, programme.event.timezone))} />
          <Cards programme={programme} changes={version.changes} renamed={version.renamed ?? []} />
        </section>
      ))}
    </>
  )
}

function Cards({ programme, changes, renamed, first }: { programme: Programme; changes: Change[]; renamed: Renaming[]; first?: boolean }) {
  return (
    <>
      {renamed.map(({ old, new: fresh }) => <p key={old} class="lead">{said.called(old, fresh)}</p>)}
      <Windowed items={changes} height={CARD_HEIGHT} first={first ?? false}>{(change) => <ChangeCard key={change.session} programme={programme} change={change} />}</Windowed>
    </>
  )
}

function inTime(programme: Programme, changes: Change[]): Change[] {
  const at = ({ session }: Change): number => programme.byId.get(session)?.start.getTime() ?? 0
  return changes.toSorted((a, b) => at(a) - at(b))
}

function stampOf({ made_at }: ChangedVersion, zone: string): [day: string, time: string] {
  const moment = new Date(made_at)
  return [shortDay(moment, shownZone(zone)), shownTime(moment, zone)]
}
