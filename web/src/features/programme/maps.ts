/** The picture of an event's rooms, kept on this phone with its programme. */
import { getPicture } from '../../platform/api.ts'
import { open } from '../../platform/db.ts'
import type { EventFacts } from './programme.ts'

const prefix = (slug: string): string => `map/${slug}/`
const keyOf = ({ slug, map }: EventFacts): string => prefix(slug) + (map?.address ?? '')

/** Fetch the map where it is not here yet; the one before goes, as does one that was taken away. */
export async function keepMap(event: EventFacts): Promise<Blob | undefined> {
  const db = await open()
  if (!event.map) {
    await forgetMaps(event)
    return undefined
  }
  const held = (await db.get('documents', keyOf(event))) as Blob | undefined
  if (held) return held
  const picture = await getPicture(event.map.address)
  if (!picture) return undefined
  await forgetMaps(event)
  await db.put('documents', picture, keyOf(event))
  return picture
}

async function forgetMaps({ slug }: EventFacts): Promise<void> {
  const db = await open()
  for (const key of await db.getAllKeys('documents')) if (key.startsWith(prefix(slug))) await db.delete('documents', key)
}
