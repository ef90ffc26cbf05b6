import arrowsIcon from 'lucide:arrow-right-left'
import check from 'lucide:check'
import clockIcon from 'lucide:clock'
import externalLink from 'lucide:external-link'
import languages from 'lucide:languages'
import mapPin from 'lucide:map-pin'
import usersIcon from 'lucide:users-round'
import { Button, Segments, Tag } from '../../ui/controls.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { shownTime, shownZone } from '../../ui/zone.ts'
import { ZoneNote } from '../../ui/zone-note.tsx'
import { clockTime, duration, languageName, mediumDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { holdingOf, isOff, openOverlapsOf, type Plan, planOf } from './agenda.ts'
import type { Item, Programme } from './programme.ts'
import { Out } from './prose.tsx'
import { hostOf } from './related.ts'
import { change, lateMark, markTexts, toneOf } from './session-row.tsx'
import { lateFor } from './walking.ts'

interface FactsProps {
  programme: Programme
  item: Item
}

export function PlanSwitch({ slug, item }: { slug: string; item: Item }) {
  const plan = planOf(slug, item.id)
  // What is out of the programme can only be let go of.
  if (item.removed) return plan && <div class="plan"><Button look="line" full onClick={() => change(slug, item, null)}>{words.programme.takeOff}</Button></div>
  const choices = [
    { value: 'going' as Plan | null, label: words.programme.going, ...(plan === 'going' ? { icon: check } : {}) },
    { value: 'interested' as Plan | null, label: words.programme.interested, ...(plan === 'interested' ? { icon: check } : {}) },
    { value: null, label: words.programme.neither },
  ]
  return <div class="plan"><Segments label={words.programme.plan} flat choices={choices} value={plan} onChange={(value) => change(slug, item, value)} /></div>
}

/** When, where, what presses, how many fit in, in which language, and the way in from afar. */
export function Facts({ programme, item, online }: FactsProps & { online: string | undefined }) {
  const { timezone } = programme.event
  const zone = shownZone(timezone)
  return (
    <div class="list">
      <div class="fact">
        <Icon of={clockIcon} />
        <span class="b"><b class="num">{mediumDay(item.start, zone)}, {clockTime(item.start, zone)} {words.programme.until(clockTime(item.end, zone))}</b><ZoneNote zone={timezone} moment={item.start} /></span>
      </div>
      {!item.board && <Where programme={programme} item={item} />}
      <Pressing programme={programme} item={item} />
      {(item.capacity !== undefined || item.full) && (
        <div class="fact">
          <Icon of={usersIcon} />
          <span class="b"><b>{item.capacity === undefined ? words.session.full : words.session.places(item.capacity)}</b><small>{words.session.capacity}</small></span>
          {item.full && item.capacity !== undefined && <span class="tag flat">{words.session.full}</span>}
        </div>
      )}
      {item.language && <div class="fact"><Icon of={languages} /><span class="b"><b>{words.session.language(languageName(item.language))}</b></span></div>}
      {online && <Online address={online} />}
    </div>
  )
}

function Where({ programme, item }: FactsProps) {
  const rooms = item.rooms.map((room) => room.name).join(', ')
  const { slug, map } = programme.event
  return (
    <div class="fact">
      <Icon of={mapPin} />
      <span class="b"><b>{rooms && map ? <a class="room" href={link('programme', slug, 'map')} aria-label={words.session.showMap(rooms)}>{rooms}</a> : rooms || words.programme.noRoom}</b></span>
    </div>
  )
}

/** What moved, what overlaps, what is too far to walk. */
function Pressing({ programme, item }: FactsProps) {
  const { slug, timezone } = programme.event
  const holding = holdingOf(programme)
  const late = planOf(slug, item.id) === 'going' && !isOff(item) ? lateFor(programme, item, holding) : undefined
  const marks = [...markTexts(slug, item, [], timezone).filter(({ text }) => text !== words.programme.full), ...(late ? [lateMark(late, item)] : [])]
  const overlaps = openOverlapsOf(slug, item, holding)
  if (marks.length === 0 && overlaps.length === 0) return null
  return (
    <div class="fact">
      <Icon of={arrowsIcon} />
      <span class="b tags">
        {marks.map((mark) => <Tag key={mark.text} {...toneOf(mark)}>{mark.text}</Tag>)}
        {overlaps.map(({ other, minutes }) => (
          <a key={other.id} href={programme.byId.has(other.id) ? link('programme', slug, other.id) : link('plan', 'own', other.id)}><Tag tone="bad">{words.programme.overlapsWith(shownTime(other.start, timezone), other.title, duration(minutes))}</Tag></a>
        ))}
      </span>
    </div>
  )
}

/** Where a link leads is said before one follows it. */
function Online({ address }: { address: string }) {
  const host = hostOf(address)
  return (
    <div class="fact">
      <Icon of={externalLink} />
      <span class="b"><b class="prose"><Out address={address}>{words.session.online}{host && <span class="vh">, {words.session.opens(host)}</span>}</Out></b>{host && <small aria-hidden="true">{words.session.opens(host)}</small>}</span>
    </div>
  )
}
