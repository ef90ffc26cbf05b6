import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { orcidIn, recognise } from './recognised.ts'
import { linkIn } from './vcard.ts'

const vectors = JSON.parse(readFileSync(new URL('../../../../tests/vectors/codes.json', import.meta.url), 'utf8')) as {
  host: string
  faces: { text: string }[]
}
const HOSTS = [vectors.host]
const contact = (text: string): unknown => {
  const found = recognise(text, HOSTS)
  return found.kind === 'contact' ? found.fields : found
}

test('a card code is a contact at once', () => {
  expect(recognise(vectors.faces[0]!.text, HOSTS)).toMatchObject({
    kind: 'live',
    fields: { name: 'Mira Solberg', headline: 'Resident', institution: 'Fernhill University Hospital' },
  })
})

test('our address with a damaged code behind it is told apart', () => {
  expect(recognise(vectors.faces[0]!.text.slice(0, 60), HOSTS)).toEqual({ kind: 'broken' })
})

test('vCard 3.0', () => {
  const card = [
    'BEGIN:VCARD', 'VERSION:3.0', 'N:Müller-Okafor;Adaeze;;Dr.;', 'FN:Dr. Adaeze Müller-Okafor',
    'ORG:Klinikum Auental;Cardiology', 'TITLE:Resident\\, third year', 'item1.EMAIL;TYPE=INTERNET,PREF:adaeze@exam',
    ' ple.org', 'TEL;TYPE=FAX:1', 'TEL;TYPE=HOME:2', 'TEL;TYPE=CELL,VOICE:+49 30 000', 'URL;TYPE=WORK:www.example.org/a',
    'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ', 'END:VCARD', '',
  ].join('\r\n')
  expect(contact(card)).toEqual({
    name: 'Dr. Adaeze Müller-Okafor', headline: 'Resident, third year', institution: 'Klinikum Auental, Cardiology',
    email: 'adaeze@example.org', phone: '+49 30 000', link: 'https://www.example.org/a',
  })
})

test('vCard 2.1 with quoted-printable in its own charset', () => {
  const card = 'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6=\nrg\nTEL;CELL:030\nEND:VCARD'
  expect(contact(card)).toEqual({ name: 'Jörg Müller', phone: '030' })
})

test('vCard 4.0 with a colon in a quoted parameter', () => {
  const card = 'BEGIN:VCARD\nVERSION:4.0\nN;SORT-AS="a:b;c":安藤;ロイド;;;\nEMAIL;PREF=1:mailto:a@example.org\nTEL;VALUE=uri:tel:+1-555\nEND:VCARD'
  expect(contact(card)).toEqual({ name: 'ロイド 安藤', email: 'a@example.org', phone: '+1-555' })
})

test.each([
  ['MECARD:N:Example,Ada;ORG:Acme\\; Sons;TEL:+1;EMAIL:a@example.org;URL:example.org;;',
    { name: 'Ada Example', institution: 'Acme; Sons', phone: '+1', email: 'a@example.org', link: 'https://example.org/' }],
  ['MECARD:N:測試;;', { name: '測試' }],
  ['BIZCARD:N:Ada;X:Example;T:Engineer;C:Acme;B:+1;E:a@example.org;;',
    { name: 'Ada Example', headline: 'Engineer', institution: 'Acme', phone: '+1', email: 'a@example.org' }],
  ['mailto:ada%40lab@example.org?subject=x', { kind: 'text' }],
  ['mailto:ada@example.org?subject=x', { email: 'ada@example.org' }],
  ['tel:+49%2030%200', { phone: '+49 30 0' }],
  ['BEGIN:VCARD\nEND:VCARD', { kind: 'text' }],
])('%s', (text, expected) => {
  expect(contact(text)).toEqual(expected)
})

test.each([
  ['https://de.linkedin.com/in/ada-example/?trk=qr', { kind: 'profile', site: 'linkedin', fields: { link: 'https://www.linkedin.com/in/ada-example' } }],
  ['https://linkedin.com.evil.example/in/ada', { kind: 'link', address: 'https://linkedin.com.evil.example/in/ada', host: 'linkedin.com.evil.example' }],
  ['0000-0002-1694-233x', { kind: 'profile', site: 'orcid', fields: { link: 'https://orcid.org/0000-0002-1694-233X' } }],
  ['http://orcid.org/0000-0002-1825-0097/', { kind: 'profile', site: 'orcid', fields: { link: 'https://orcid.org/0000-0002-1825-0097' } }],
  ['https://orcid.org/0000-0002-1825-0098', { kind: 'link', address: 'https://orcid.org/0000-0002-1825-0098', host: 'orcid.org' }],
  ['https://example.org/x y', { kind: 'text' }],
  ['javascript:alert(1)', { kind: 'text' }],
  ['{"i":[2,"indico.example","mYK+TjLP=="]}', { kind: 'ticket' }],
  ['tb5dkf3fkcwk3hsz2q8m7d9p1x4v6n0a', { kind: 'ticket' }],
  ['Meet me at the stairs, 4 pm', { kind: 'text' }],
  ['', { kind: 'text' }],
  ['9'.repeat(9000), { kind: 'text' }],
])('%s', (text, expected) => {
  expect(recognise(text, HOSTS)).toEqual(expected)
})

test('only web addresses become links', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org', 'no address', '']) expect(linkIn(text)).toBe('')
  expect(linkIn('example.org:8080/x')).toBe('https://example.org:8080/x')
  expect(orcidIn('0000-0001-5109-3700')).toBe('https://orcid.org/0000-0001-5109-3700')
})

test('no text makes it throw', () => {
  let seed = 7
  const next = (): number => (seed = (seed * 48271) % 2147483647)
  const pieces = ['BEGIN:VCARD\n', 'N:', ';', ':', '\\', '=', 'MECARD:', 'http://', '%', '\ud800', '"', '\n ', 'END:VCARD', 'https://hallway.example/c/#', 'mailto:']
  for (let run = 0; run < 3000; run++) {
    const text = Array.from({ length: next() % 12 }, () => pieces[next() % pieces.length]).join('')
    expect(() => recognise(text, HOSTS)).not.toThrow()
  }
})
