import { clock, deviceZone } from '../platform/clock.ts'
import { city } from '../words/format.ts'
import * as words from '../words/index.ts'
import { showOwnZone, shownZone, timeBeside, zonesDiffer } from './zone.ts'

interface ZoneNoteProps {
  /** The event's zone. */
  zone: string
  /** The moment to compare the clocks at; now without it. */
  moment?: Date
  /** Say nothing where both clocks show the same. */
  quiet?: boolean
}

/** Whose time is shown, with the other clock's beside it; one tap shows all times by the other. */
export function ZoneNote({ zone, moment = clock.now(), quiet }: ZoneNoteProps) {
  const here = deviceZone()
  if (!zonesDiffer(zone, moment)) return quiet ? null : <span class="zone">{words.ui.zone.same(city(zone))}</span>
  const own = shownZone(zone) !== zone
  const text = own
    ? words.ui.zone.own(city(here), timeBeside(moment, zone, here), city(zone))
    : words.ui.zone.venue(city(zone), timeBeside(moment, here, zone), city(here))
  return (
    <button class="zone press" type="button" onClick={() => showOwnZone(!own)}>
      {text}<span class="vh">{own ? words.ui.zone.showVenue(city(zone)) : words.ui.zone.showOwn}</span>
    </button>
  )
}
