/** Own items made, changed and taken away; what they are is `own-items.ts`, which comes with the first screen. */
import { newId, post } from '../../platform/outbox.ts'
import type { Own, OwnFields } from '../programme/own-items.ts'

/** Make or change an own item; returns its id. */
export async function saveOwn(event: string, fields: OwnFields, own: string = newId()): Promise<string> {
  await post('own.set', { event, own, ...fields })
  return own
}

/** Take it away; `restoreOwn` with what it was brings it back. */
export const removeOwn = (event: string, own: Own): Promise<unknown> => saveOwn(event, { gone: true }, own.id)

export const restoreOwn = (event: string, own: Own): Promise<unknown> => saveOwn(event, { ...fieldsOf(own), gone: false }, own.id)

export const fieldsOf = ({ title, place, start, end, keepFree }: Omit<Own, 'id'>): OwnFields =>
  ({ title, place: place ?? null, starts_at: start.toISOString(), ends_at: end.toISOString(), keep_free: keepFree })
