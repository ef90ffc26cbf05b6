import { expect, test } from 'vitest'
import { valueOf } from './card-fields.ts'
import { parseCode } from './codes.ts'
import { codeFields, liveCode, untilNextStep, vcardText } from './live-code.ts'
import { flowing } from './presets.ts'
import { recognise } from './recognised.ts'
import { codeSymbol, textSymbol } from './symbols.ts'

const CARD = {
  name: 'Mira Solberg', level: 'Resident', institution: 'Fernhill', email: 'mira@example.org', links: ['https://mira.example.org/'],
  linkedin: 'https://www.linkedin.com/in/mira-example', pitch_line: 'iron', seek: '',
}

test('the code carries the badge’s face; e-mail and one link only by a tap', () => {
  expect(codeFields(CARD, [], 'demo', 3)).toEqual({ name: 'Mira Solberg', headline: 'Resident', institution: 'Fernhill', event: 'demo', version: 3 })
  expect(codeFields(CARD, ['email', 'link'], null, 0)).toEqual({
    name: 'Mira Solberg', headline: 'Resident', institution: 'Fernhill', email: 'mira@example.org', linkedin: 'https://www.linkedin.com/in/mira-example',
  })
  expect(codeFields({}, ['email', 'link'], null, 0)).toEqual({})
})

test('a shown code reads back, with its typed code beside it', async () => {
  const shown = await liveCode(new Uint8Array(32), codeFields(CARD, [], 'demo', 3), 'https://hallway.example')
  const code = parseCode(shown.segments.join(''), ['hallway.example'])
  expect(code.kind === 'live' && code.fields.name).toBe('Mira Solberg')
  expect(parseCode(shown.typed, []).kind).toBe('typed')
})

test('the next code comes with the next minute', () => {
  expect(untilNextStep(new Date('2026-06-10T12:00:59.900Z'))).toBe(100)
  expect(untilNextStep(new Date('2026-06-10T12:01:00Z'))).toBe(60_000)
})

test('a symbol has a quiet zone of four modules, and no module in it', () => {
  const { size, path } = codeSymbol(['https://hallway.example/c/#', 'ABC'])
  const starts = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [Number(x), Number(y), Number(run)] as const)
  expect(Math.min(...starts.map(([x]) => x))).toBe(4)
  expect(Math.min(...starts.map(([, y]) => y))).toBe(4)
  expect(Math.max(...starts.map(([x, , run]) => x + run))).toBe(size - 4)
  expect(textSymbol('Åsa Öberg').size).toBeGreaterThan(21)
})

test('the contact file is read by what reads contact files', () => {
  const text = vcardText(codeFields({ ...CARD, name: 'Mira; Solberg' }, ['email', 'link'], null, 0))
  expect(recognise(text, [])).toEqual({
    kind: 'contact',
    fields: { name: 'Mira; Solberg', headline: 'Resident', institution: 'Fernhill', email: 'mira@example.org', link: 'https://www.linkedin.com/in/mira-example' },
  })
})

test('presets say which filled fields flow', () => {
  expect(flowing(CARD, {}, null)).toEqual(['level', 'email', 'linkedin', 'links'])
  expect(flowing(CARD, { level: 'face' }, null)).toEqual([])
  expect(flowing(CARD, { level: 'chosen', fields: ['email', 'phone'] }, null)).toEqual(['email'])
  expect(flowing({}, {}, 'me@example.org')).toEqual(['email'])
  expect(flowing({ email: null }, {}, 'me@example.org')).toEqual([])
})

test.each([
  ['name', '  Åsa \t Öberg ', 'Åsa Öberg'],
  ['name', '   ', null],
  ['email', 'nobody', undefined],
  ['email', 'a@example.org', 'a@example.org'],
  ['orcid', '0000000218250097', 'https://orcid.org/0000-0002-1825-0097'],
  ['orcid', '0000-0002-1825-0098', undefined],
  ['linkedin', 'ada-example', 'https://www.linkedin.com/in/ada-example'],
  ['linkedin', 'linkedin.com/in/ada-example?x=1', 'https://www.linkedin.com/in/ada-example'],
  ['linkedin', 'https://example.org/in/ada', undefined],
  ['links', 'example.org\nhttps://b.example.org/x', ['https://example.org/', 'https://b.example.org/x']],
  ['links', 'javascript:alert(1)', undefined],
  ['pitch_30', 'One.\n\nTwo.', 'One.\n\nTwo.'],
] as const)('%s: %j becomes %j', (field, typed, value) => {
  expect(valueOf(field, typed)).toEqual(value)
})
