import { useEffect } from 'preact/hooks'
import { contacts } from '../contacts/contacts.ts'
import { needProgramme } from '../programme/programmes.ts'

/** Sessions are named from their programmes: have those of every event somebody was met at. */
export function useMetProgrammes(): void {
  const slugs = [...new Set([...contacts.value.values()].flatMap(({ encounters }) => encounters.flatMap(({ event }) => event ?? [])))].sort().join(' ')
  useEffect(() => { for (const slug of slugs.split(' ').filter(Boolean)) void needProgramme(slug) }, [slugs])
}
