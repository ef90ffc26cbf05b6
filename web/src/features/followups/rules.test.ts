/** The phone's rules against the vectors that the server's rules made: equal to the byte. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import given from '../../../../tests/vectors/followups.json'
import { catalogue, catalogueHash, type Slot, variablesOf } from './catalogue.ts'
import { type Addressee, salutation } from './greetings.ts'
import { approvalHash, followUps } from './drafts.ts'
import { findings } from './lint.ts'
import { moment } from './local-times.ts'
import { clean, type NeedsInput, type Piece, render, type Rendered } from './rendering.ts'
import { fold, type MessageEvent } from './states.ts'
import { afterQuiet, plan, spreadOf, type Week } from './timing.ts'
import { type Facts, variablesFor } from './variables.ts'

const always: Record<string, string> = given.always
const samples: Record<string, string> = given.samples
const digest = (texts: string[]): string => createHash('sha256').update(texts.join('\n')).digest('hex')

test('the catalogue is the one that the server names', async () => {
  expect(await catalogueHash()).toBe(given.catalogue)
})

const sample = (name: string): string => samples[name.split(/[_.]/).at(-1)!] ?? `the ${name.slice(name.indexOf('.') + 1)}`

function spelled(result: Rendered | NeedsInput): string {
  const line = (pieces: Piece[]): string =>
    pieces.map((each) => (typeof each === 'string' ? each : `<${(each as Slot).name}>`)).join('')
  if (result.status === 'complete') return `${result.subject ?? ''}\n--\n${result.body}\n--\n${Number(result.generic)}`
  const names = result.missing.map(({ name }) => name).join(',')
  return `?${names}\n--\n${result.subject ? line(result.subject) : ''}\n--\n${result.paragraphs.map(line).join('\n\n')}`
}

test.each(given.renders)('$template is the same for every subset of its variables', ({ template, renders, digest: kept }) => {
  const names = variablesOf(catalogue.templates[template]!).filter((name) => !(name in always))
  const results = Array.from({ length: 2 ** names.length }, (_, mask) => {
    const absent = given.absent[mask % given.absent.length]
    const values: Record<string, unknown> = { ...always }
    names.forEach((name, place) => {
      if ((mask >> place) & 1) values[name] = sample(name)
      else if (absent !== '-') values[name] = absent
    })
    return spelled(render(catalogue, template, values))
  })

  expect(results).toHaveLength(renders)
  expect(digest(results)).toBe(kept)
})

test.each(given.cleaned)('$name cleans $value', ({ name, value, expect: kept }) => {
  expect(clean(name, value)).toBe(kept)
})

test.each(given.greetings)('greets with $expect', ({ to, expect: kept }) => {
  const { first_names: firstNames, ...rest } = to as Addressee & { first_names?: boolean }
  expect(salutation(catalogue.greeting, { ...rest, firstNames })).toBe(kept)
})

interface GivenFacts {
  now: string
  met_at?: string
  zone?: string
  card?: Facts['card']
  to?: Addressee
  encounter?: Facts['encounter']
  event?: string
  session?: Facts['session']
}
const card = { name: 'Mira Solberg', headline: 'PGY-3 resident', institution: 'Fernhill Hospital' }

test.each(given.variables)('the same facts make the same variables: $facts', ({ facts, expect: kept }) => {
  const told = facts as GivenFacts
  expect(variablesFor(catalogue, {
    now: new Date(told.now),
    zone: told.zone ?? 'Europe/Oslo',
    card: told.card ?? card,
    to: told.to ?? { name: 'Elin Vasstrand' },
    metAt: told.met_at ? new Date(told.met_at) : undefined,
    encounter: told.encounter,
    event: told.event,
    session: told.session,
  })).toEqual(kept)
})

test.each(given.lint)('the last gate finds the same in $body', ({ subject, body, expect: kept }) => {
  expect(findings(catalogue, { subject, body }).map(({ code, blocks }) => [code, blocks])).toEqual(kept)
})

test('every plan is the same to the minute', () => {
  const { spans, weeks, captured_from: from, captured, digest: kept } = given.timing
  const plans: string[] = []
  for (const span of spans) {
    for (const [zone, workingDays, holidays] of weeks as [string, number[], string[]][]) {
      for (const [promise, hot] of [[false, false], [true, false], [false, true]] as const) {
        const week: Week = { zone, hour: '09:00', workingDays, holidays }
        const event = span && { zone: span[0]!, startsOn: span[1]!, endsOn: span[2]! }
        for (let step = 0; step < captured; step++) {
          const made = plan({ capturedAt: new Date(Date.parse(from) + step * 9 * 3_600_000), week, event, promise, hot })
          const minutes = [made.readyAt, made.remindAt, made.dueAt, made.overdueAfter].map((at) => Math.floor(at.getTime() / 60_000))
          plans.push(`${made.anchorOn},${minutes.join(',')}`)
        }
      }
    }
  }

  expect(digest(plans)).toBe(kept)
})

test('every history of up to four events folds to the same state', () => {
  const { types, longest, digest: kept } = given.states
  const folds: string[] = []
  let histories: MessageEvent[][] = [[]]
  for (let length = 0; length <= longest; length++) {
    for (const events of histories) {
      const { state, text, approved, handOff } = fold(events)
      folds.push([state, text ?? '', approved ?? '', handOff ?? ''].join(','))
    }
    histories = histories.flatMap((events) => types.map((type) =>
      [...events, { id: String(events.length % 3), type, names: type === 'not_sent' ? '0' : null }]))
  }

  expect(digest(folds)).toBe(kept)
})

test.each(given.moments)('$clock on $date in $zone is the same moment', ({ date, clock, zone, expect: kept }) => {
  expect(moment(date, clock, zone).getTime() / 1000).toBe(kept)
})

test('the same meetings make the same messages', async () => {
  const { contact, meetings, expect: kept, hash, hash_without: without } = given.drafts
  const made = followUps(contact, (meetings as { at: string; event?: string; session?: string; fields: Record<string, string> }[])
    .map((each) => ({ ...each, encounter: '', at: new Date(each.at) })))

  expect(made.map(({ id, intent, promise, meeting }) => ({
    id, intent, promise, event: meeting.event ?? null, session: meeting.session ?? null, fields: meeting.fields,
  }))).toEqual(kept)
  expect(await approvalHash('Good to meet you', 'Dear Åsa,\n\nThank you.', 'asa@example.org')).toBe(hash)
  expect(await approvalHash(null, 'Hi Åsa', null)).toBe(without)
})

test('quiet hours that end where they begin are off', () => {
  const at = new Date('2026-06-10T20:30:00Z')

  expect(afterQuiet(at, 'Europe/Berlin', ['08:00', '08:00'])).toBe(at)
  expect(afterQuiet(at, 'Europe/Berlin', ['20:00', '08:00'])).toEqual(new Date('2026-06-11T06:00:00Z'))
})

test('contacts of one congress are spread over a week', () => {
  expect(spreadOf('00000000-0000-0000-0000-00000000000f')).toBe(1)
})
