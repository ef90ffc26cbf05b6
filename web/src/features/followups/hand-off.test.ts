import { expect, test } from 'vitest'
import { asciiAddress, gmail, linkFor, mailto, outlook } from './hand-off.ts'

const MAIL = { to: 'elin@example.org', subject: 'A & B + 50 %', body: "Dear Elin,\n\nDon't (we) *know*?" }

test('a mailto address says everything in percent, line breaks as CRLF, blanks never as a plus', () => {
  expect(mailto(MAIL)).toBe(
    'mailto:elin@example.org?subject=A%20%26%20B%20%2B%2050%20%25&body=Dear%20Elin%2C%0D%0A%0D%0ADon%27t%20%28we%29%20%2Aknow%2A%3F',
  )
})

test('what a mail program would cut is not opened in it', () => {
  const fits = (length: number): boolean => mailto({ ...MAIL, body: 'x'.repeat(length) }) !== null
  const rest = mailto({ ...MAIL, body: '' })!.length

  expect([fits(1800 - rest), fits(1801 - rest)]).toEqual([true, false])
  expect(gmail({ ...MAIL, body: 'x'.repeat(4000) })).not.toBeNull()
  expect(outlook({ ...MAIL, body: 'x'.repeat(1900) })).toBeNull()
  expect(mailto({ ...MAIL, body: '本'.repeat(250) })).toBeNull()
})

test('an address that mail programs do not take leads to copying', () => {
  expect(asciiAddress(' elin@bücher.example ')).toBe('elin@xn--bcher-kva.example')
  for (const address of [null, '', 'elin', 'élin@example.org', 'a@b@example.org', 'elin@exa mple.org', 'a@b@example.org\r\nBcc: x@example.org']) {
    expect(asciiAddress(address)).toBeNull()
  }
  expect(linkFor('mail', { ...MAIL, to: null })).toBeNull()
  expect(linkFor('copy', MAIL)).toBeNull()
})
