import { expect, test, vi } from 'vitest'
import { prepare } from '../programme/programme.ts'
import { askAbout, type Report, sorted } from './favourites.ts'

const session = (id: string, title: string) => ({ id, title, kind: 'talk' as const, start: '2026-06-09T10:00+02:00', end: '2026-06-09T10:30+02:00' })
const programme = prepare({
  version: 1, event: { slug: 'expo26', name: 'Expo', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-09' },
  rooms: [], tracks: [], people: [], sessions: [session('s1', 'One'), session('s2', 'Two'), session('s3', 'Three')],
})
const entry = (state: Report['entries'][number]['state'], words: string, ...sessions: string[]) => ({ words, where: 'line 1', state, by: 'title', sessions })

test('each entry of a report is shown once, in the place where it is decided', () => {
  const report: Report = { format: 'lines', whole: false, entries: [
    entry('matched', 'One', 's1'), entry('matched', 'one again', 's1'), entry('matched', 'Two', 's2'), entry('uncertain', 'Thre', 's3', 's1'),
    entry('missing', 'Nine'), entry('gone', 'Left', 's7'), entry('matched', 'Newer than this phone', 's99'),
  ] }
  const shown = sorted(programme, report, (id) => (id === 's2' ? 'going' : null))
  expect(shown.found.map(({ item }) => item.id)).toEqual(['s1'])
  expect(shown.there.map(({ item, plan }) => [item.id, plan])).toEqual([['s2', 'going']])
  expect(shown.unsure.map(({ choices }) => choices.map((item) => item.id))).toEqual([['s3', 's1']])
  expect(shown.missing.map(({ words }) => words)).toEqual(['Nine', 'Newer than this phone'])
  expect(shown.gone.map(({ words }) => words)).toEqual(['Left'])
})

test('a file goes as its bytes, and a refusal comes back in the server\'s words', async () => {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body))
    const problem = { type: '/problems/favourites-refused', title: 'The list cannot be read.', status: 422, detail: 'The file is empty.' }
    return new Response(JSON.stringify(problem), { status: 422, headers: { 'Content-Type': 'application/problem+json' } })
  })
  expect(await askAbout('expo26', { file: new Uint8Array([0xff, 0xfe, 0x41, 0x00]) })).toEqual({ kind: 'refused', why: 'The list cannot be read. The file is empty.' })
  expect(asked).toEqual([{ file: '//5BAA==' }])
  vi.unstubAllGlobals()
})
