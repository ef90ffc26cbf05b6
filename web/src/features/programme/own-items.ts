/** What the owner of this phone plans besides the programme, and the overlaps they keep knowingly. */
import type { Row } from '../../platform/db.ts'
import { registerFold, type View, view } from '../../platform/view.ts'

/** A lunch, a ward call, an hour of rest. It holds its time as a session one goes to does. */
export interface Own {
  id: string
  title: string
  place?: string
  start: Date
  end: Date
  /** Protected: adding something over it is asked about. */
  keepFree: boolean
}

/** As they are sent; what is not named stays as it is. Start and end go together. */
export interface OwnFields {
  title?: string
  place?: string | null
  starts_at?: string
  ends_at?: string
  keep_free?: boolean
  gone?: boolean
}

export function registerOwnFolds(): void {
  registerFold('own.set', (seen, { state, body }) => {
    if (state === 'refused') return
    const { own, gone, ...fields } = body as unknown as { own: string } & OwnFields
    if (gone) seen.remove('own', own)
    else seen.put('own', own, fields)
  })
  registerFold('overlap.keep', (seen, { state, body }) => {
    if (state === 'refused') return
    const { event, one, other, minutes } = body as { event: string; one: string; other: string; minutes: number | null }
    if (minutes === null) seen.remove('overlap', overlapId(event, one, other))
    else seen.put('overlap', overlapId(event, one, other), { event, minutes })
  })
}

/** The own items of an event, in order of time. */
export function ownsOf(event: string, seen: View = view.value): Own[] {
  const found = (seen.all('own') as (Row & OwnFields)[]).flatMap((row): Own[] => {
    if (row['event'] !== event || !row.title || !row.starts_at || !row.ends_at) return []
    const { id, title, place } = row
    return [{ id, title, ...(place ? { place } : {}), start: new Date(row.starts_at), end: new Date(row.ends_at), keepFree: row.keep_free ?? false }]
  })
  return found.sort((a, b) => a.start.getTime() - b.start.getTime() || a.end.getTime() - b.end.getTime())
}

const overlapId = (event: string, one: string, other: string): string => [event, ...[one, other].sort()].join('/')

/** Whether an overlap of so many minutes was accepted; one that grew since was not. */
export function isKept(event: string, one: string, other: string, minutes: number, seen: View = view.value): boolean {
  const kept = seen.get('overlap', overlapId(event, one, other))?.['minutes']
  return typeof kept === 'number' && minutes <= kept
}
