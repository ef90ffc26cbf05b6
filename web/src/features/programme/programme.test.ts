import { describe, expect, test } from 'vitest'
import type { Row } from '../../platform/db.ts'
import { rows, view } from '../../platform/view.ts'
import { dayLine, dayOf, onNow, overlapsOf, planned } from './agenda.ts'
import { applyDelta, canonicalSha256 } from './deltas.ts'
import { blocksOf, listed } from './listing.ts'
import { type Item, prepare, type ProgrammeIndex, type Session } from './programme.ts'

const at = (time: string, day = '2026-06-09'): string => `${day}T${time}+02:00`

function session(id: string, start: string, end: string, more: Partial<Session> = {}): Session {
  return { id, title: `Session ${id}`, kind: 'talk', start: at(start), end: at(end), ...more }
}

const INDEX: ProgrammeIndex = {
  version: 3,
  event: { slug: 'expo26', name: 'Expo 2026', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-10', place: 'Berlin' },
  rooms: [{ id: 'r1', name: 'Aula' }, { id: 'r2', name: 'Lindgren Room' }],
  tracks: [{ id: 't1', name: 'Cardiology' }],
  people: [{ id: 'p1', name: 'Åsa Öberg', institution: 'Fernhill Hospital' }, { id: 'p2', name: 'Bo Sampleson' }],
  sessions: [
    session('s1', '09:00', '09:45', { title: 'Handover without holes', rooms: ['r1'], people: ['p1'], track: 't1' }),
    session('s2', '09:00', '10:00', { title: 'Reading an ECG aloud', rooms: ['r2'], people: ['p2'] }),
    session('s3', '09:30', '10:30', { title: 'Night shifts, measured' }),
    session('s4', '12:30', '13:30', { title: 'Lunch', kind: 'meal' }),
    session('s5', '14:00', '16:00', { title: 'Posters one', kind: 'poster-session' }),
    session('s6', '14:00', '16:00', { title: 'Discharge lists', kind: 'poster', board: 'P-10', within: 's5' }),
    session('s7', '14:00', '16:00', { title: 'Ward audit of ferritin', kind: 'poster', board: 'P-2', within: 's5' }),
    session('s8', '11:00', '12:00', { title: 'Mentors', cancelled: true }),
    { ...session('s9', '09:00', '10:00'), title: 'Second day', start: at('09:00', '2026-06-10'), end: at('10:00', '2026-06-10') },
  ],
}

const programme = prepare(INDEX)
const item = (id: string) => programme.byId.get(id) as NonNullable<ReturnType<typeof programme.byId.get>>
const ids = (items: { id: string }[]): string[] => items.map(({ id }) => id)

function plan(...choices: [string, 'going' | 'interested'][]): void {
  rows.value = choices.map(([id, value]): Row => ({ kind: 'agenda', id: `expo26/${id}`, event: 'expo26', session: id, value }))
}

describe('a programme', () => {
  test('is in order of time, then of boards as people count', () => {
    expect(ids(programme.items)).toEqual(['s1', 's2', 's3', 's8', 's4', 's5', 's7', 's6', 's9'])
    expect(ids(programme.posters.get('s5') ?? [])).toEqual(['s7', 's6'])
  })

  test('puts a poster under the session that is on in its room', () => {
    const rooms = ['r2']
    const loose = prepare({
      ...INDEX, sessions: [
        session('s1', '14:00', '16:00', { kind: 'poster-session', rooms }), session('s2', '14:00', '15:00', { kind: 'poster', rooms }),
        session('s3', '14:00', '15:00', { kind: 'poster', rooms: ['r1'] }), session('s4', '14:00', '15:00', { rooms }),
      ],
    })
    expect(ids(loose.posters.get('s1') ?? [])).toEqual(['s2'])
  })

  test('has what left it for those who had it, and in no list, day or overlap of others', () => {
    const left = prepare({ ...INDEX, sessions: INDEX.sessions.map((row) => (row.id === 's9' || row.id === 's3' ? { ...row, removed: true } : row)) })
    expect([left.days, ids(left.removed), left.byId.get('s9')?.title]).toEqual([['2026-06-09'], ['s3', 's9'], 'Second day'])
    const all = { day: '2026-06-09', saved: false, kinds: [], tracks: [], rooms: [], languages: [] }
    expect(ids(listed(left, all, () => null))).not.toContain('s3')
    expect(ids(listed(left, { ...all, saved: true }, (id) => (id === 's3' ? 'going' : null)))).toEqual(['s3'])
    expect(overlapsOf(item('s1'), [left.byId.get('s3') as Item])).toEqual([])
  })

  test('has the days of the venue', () => {
    expect(programme.days).toEqual(['2026-06-09', '2026-06-10'])
    expect(dayOf(programme, '2026-06-01')).toEqual({ day: '2026-06-09', when: 'before' })
    expect(dayOf(programme, '2026-06-10')).toEqual({ day: '2026-06-10', when: 'on' })
    expect(dayOf(programme, '2026-06-11')).toBeUndefined()
  })
})

describe('versions', () => {
  const next: ProgrammeIndex = {
    ...INDEX, version: 4, rooms: [{ id: 'r1', name: 'Aula' }, { id: 'r3', name: 'Studio 1' }],
    sessions: [...INDEX.sessions.filter(({ id }) => id !== 's3' && id !== 's2').reverse(), session('s2', '09:10', '10:00', { title: 'Reading an ECG aloud', rooms: ['r3'], people: ['p2'] })],
  }
  const delta = {
    version: 4, sha256: '', put: { rooms: [{ id: 'r3', name: 'Studio 1' }], sessions: [next.sessions.at(-1) as Session] },
    remove: { rooms: ['r2'], sessions: ['s3'] },
  }

  test('a delta leads to what the server has', async () => {
    expect(await canonicalSha256(applyDelta(INDEX, delta))).toBe(await canonicalSha256(next))
  })

  test('a hash tells one change apart', async () => {
    expect(await canonicalSha256({ ...INDEX, version: 4 })).not.toBe(await canonicalSha256(INDEX))
  })

  test('the hash is of the bytes that the server hashes', async () => {
    const small: ProgrammeIndex = {
      version: 1, event: { slug: 'e', name: 'É "x"', timezone: 'UTC', starts_on: '2026-01-01', ends_on: '2026-01-01' },
      rooms: [{ name: 'B', id: 'r2' }, { name: 'A', id: 'r10' }], tracks: [], people: [], sessions: [],
    }
    const text = '{"event":{"ends_on":"2026-01-01","name":"É \\"x\\"","slug":"e","starts_on":"2026-01-01","timezone":"UTC"},'
      + '"people":[],"rooms":[{"id":"r10","name":"A"},{"id":"r2","name":"B"}],"sessions":[],"tracks":[],"version":1}'
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
    expect(await canonicalSha256(small)).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''))
  })
})

describe('the list', () => {
  const all = { day: '2026-06-09', saved: false, kinds: [], tracks: [], rooms: [], languages: [] }
  const none = () => null

  test('has posters under their session', () => {
    expect(ids(listed(programme, all, none))).toEqual(['s1', 's2', 's3', 's8', 's4', 's5'])
    expect(ids(listed(programme, { ...all, kinds: ['poster'] }, none))).toEqual(['s7', 's6'])
  })

  test('can be what is saved, of a track, or of a gap', () => {
    expect(ids(listed(programme, { ...all, saved: true }, (id) => (id === 's6' ? 'going' : null)))).toEqual(['s6'])
    expect(ids(listed(programme, { ...all, tracks: ['t1'] }, none))).toEqual(['s1'])
    const within = { from: new Date(at('09:00')), to: new Date(at('10:00')) }
    expect(ids(listed(programme, { ...all, within }, none))).toEqual(['s1', 's2'])
  })

  test('stands in blocks by time, with an end where all share it', () => {
    const blocks = blocksOf(programme, listed(programme, all, none))
    expect(blocks.map((block) => [ids(block.items), block.end?.toISOString()])).toEqual([
      [['s1', 's2'], undefined], [['s3'], '2026-06-09T08:30:00.000Z'], [['s8'], '2026-06-09T10:00:00.000Z'],
      [['s4'], '2026-06-09T11:30:00.000Z'], [['s5'], '2026-06-09T14:00:00.000Z'],
    ])
  })

  test('has boards under their poster session', () => {
    const [block] = blocksOf(programme, listed(programme, { ...all, kinds: ['poster'] }, none))
    expect([block?.posters?.title, ids(block?.items ?? [])]).toEqual(['Posters one', ['s7', 's6']])
  })
})

describe('the agenda', () => {
  test('names both sides of an overlap', () => {
    expect(overlapsOf(item('s1'), [item('s3')])).toEqual([{ other: item('s3'), minutes: 15 }])
    expect(overlapsOf(item('s3'), [item('s1')])).toEqual([{ other: item('s1'), minutes: 15 }])
  })

  test('knows that a poster is in its session, and that what is cancelled collides with nothing', () => {
    expect(overlapsOf(item('s6'), [item('s5'), item('s7')])).toEqual([])
    expect(overlapsOf(item('s8'), [{ ...item('s8'), id: 'other' }])).toEqual([])
  })

  test('says what is on now', () => {
    plan(['s1', 'going'], ['s2', 'interested'])
    expect(onNow(programme, new Date(at('09:10')))?.id).toBe('s1')
    expect(onNow(programme, new Date(at('09:50')))).toBeUndefined()
    expect(planned(programme).map((mine) => [mine.item.id, mine.plan])).toEqual([['s1', 'going'], ['s2', 'interested']])
  })

  test('a day is what one goes to, meals, and free time with what fits', () => {
    plan(['s1', 'going'], ['s7', 'going'])
    const line = dayLine(programme, '2026-06-09', new Date(0), view.value)
    expect(line.map((slot) => (slot.kind === 'free' ? [slot.minutes, ids(slot.fits)] : slot.item.id))).toEqual([
      's1', [165, []], 's4', [30, []], 's7',
    ])
  })

  test('interest holds no time: free time runs on beneath it, and is named once', () => {
    plan(['s1', 'going'], ['s4', 'interested'], ['s7', 'going'])
    const line = dayLine(programme, '2026-06-09', new Date(0), view.value)
    expect(line.map((slot) => (slot.kind === 'free' ? slot.minutes : slot.item.id))).toEqual(['s1', 255, 's4', 's7'])
    expect(line.filter((slot) => slot.kind === 'free')).toHaveLength(1)
  })

  test('what is over is off the line', () => {
    plan(['s1', 'going'])
    const line = dayLine(programme, '2026-06-09', new Date(at('12:00')), view.value)
    expect(line.map((slot) => (slot.kind === 'free' ? slot.minutes : slot.item.id))).toEqual([30, 's4', 150])
  })

  test('a kept session that overlaps says so on both', () => {
    plan(['s1', 'going'], ['s3', 'going'])
    const slots = dayLine(programme, '2026-06-09', new Date(0), view.value).filter((slot) => slot.kind === 'session')
    expect(slots.slice(0, 2).map((slot) => slot.overlaps.map(({ other, minutes }) => [other.id, minutes]))).toEqual([[['s3', 15]], [['s1', 15]]])
  })
})
