/** The private address under which a calendar program reads my agenda; the server keeps it. */
import { call, get } from '../../platform/api.ts'

/** `address` null: none was asked for. `signed-out`: nobody is signed in. `unreachable`: nothing is known of it now. */
export type CalendarAddress = { kind: 'known'; address: string | null } | { kind: 'signed-out' } | { kind: 'unreachable' }

export const calendarAddress = async (): Promise<CalendarAddress> => understood(await get('/api/calendar'))
export const makeCalendarAddress = async (): Promise<CalendarAddress> => understood(await call('POST', '/api/calendar'))
export const renewCalendarAddress = async (): Promise<CalendarAddress> => understood(await call('POST', '/api/calendar/renew'))

/** After this no calendar can read my agenda. */
export async function removeCalendarAddress(): Promise<CalendarAddress> {
  const answer = await call('DELETE', '/api/calendar')
  return answer.kind === 'accepted' ? { kind: 'known', address: null } : understood(answer)
}

function understood(answer: Awaited<ReturnType<typeof call>>): CalendarAddress {
  if (answer.kind === 'signed-out') return { kind: 'signed-out' }
  if (answer.kind !== 'accepted') return { kind: 'unreachable' }
  return { kind: 'known', address: (answer.body as { address: string | null }).address }
}
