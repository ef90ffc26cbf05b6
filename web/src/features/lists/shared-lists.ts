/** Lists of sessions that go from phone to phone inside a link. */
import { postAll } from '../../platform/outbox.ts'
import { view } from '../../platform/view.ts'
import { link } from '../../ui/router.ts'
import { type Plan, planAct, planOf } from '../programme/agenda.ts'
import type { Item, Programme } from '../programme/programme.ts'
import { encodeList } from './list-codec.ts'

const LONGEST_NAME = 60

/** The link that opens as this list; it says from whom only if asked to. */
export function listAddress(slug: string, items: Item[], from: string, origin: string = location.origin): string {
  const name = cleaned(from)
  return `${origin}/${link('list', slug, encodeList(items.map((item) => item.id)))}${name ? `?from=${encodeURIComponent(name)}` : ''}`
}

/** A name as a link may say it: one short line, whatever was put there. */
export const cleaned = (name: string): string => [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replace(/\s+/g, ' ').trim()].slice(0, LONGEST_NAME).join('')

/** The sessions of a list as this phone's programme has them, in order of time, and how many it has not any more. */
export function itemsOf(programme: Programme, ids: string[]): { items: Item[]; left: number } {
  const found = ids.flatMap((id) => programme.byId.get(id) ?? [])
  const items = found.filter((item) => !item.removed).sort((a, b) => a.start.getTime() - b.start.getTime() || (a.board ?? '').localeCompare(b.board ?? '', 'en', { numeric: true }))
  return { items, left: ids.length - items.length }
}

/** Those that can still be added: not planned yet, and not cancelled. */
export const addable = (slug: string, items: Item[]): Item[] => items.filter((item) => !item.cancelled && planOf(slug, item.id) === null)

/** Plan several sessions as one act. Returns how to take them back. */
export async function planAll(slug: string, items: Item[], value: Plan): Promise<() => Promise<unknown>> {
  const before = items.map((item) => ({ session: item.id, value: planOf(slug, item.id) }))
  const join = view.value.get('event', slug) ? [] : [{ kind: 'event.join', body: { event: slug } }]
  await postAll([...join, ...items.map((item) => planAct(slug, item.id, value))])
  return () => postAll(before.map(({ session, value: was }) => planAct(slug, session, was)))
}
