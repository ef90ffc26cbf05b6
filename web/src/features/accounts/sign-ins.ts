/**
 * Signing in and out: a code by mail, then whose profile this phone goes on with. What was captured
 * before is taken along, or set aside; nothing here deletes anything but `signOut`, which asks first.
 */
import { computed, signal } from '@preact/signals'
import { call } from '../../platform/api.ts'
import { clock } from '../../platform/clock.ts'
import { keepSetting, open, profile, setting, useProfile } from '../../platform/db.ts'
import { forgetProfile, setProfileAside } from '../../platform/profile.ts'
import { account, adoptAccount, syncNow } from '../../platform/sync.ts'
import { outbox, view } from '../../platform/view.ts'

export const CODE_LENGTH = 8
const CODE_MINUTES = 10
export const SECONDS_BETWEEN_CODES = 60
const PROFILES_KEY = 'hallway-profiles'
/** The profile that belongs to no account, while somebody who has one uses this phone. */
const NOBODY = ''
/** The address that led to signing in. */
const AFTER = 'after-sign-in'

/** The code that was asked for last: to whom it was sent, and when. */
export interface Asked {
  email: string
  at: string
}

export type Outcome =
  | { kind: 'done' }
  | { kind: 'refused'; detail: string }
  /** Too often; come back after so many minutes. */
  | { kind: 'limited'; minutes: number }
  | { kind: 'unreachable' }

export type SignInOutcome = Exclude<Outcome, { kind: 'done' }> | { kind: 'signed-in'; email: string; fresh: boolean }

/** What signing in takes along. */
export interface Holdings {
  people: number
  notes: number
  saved: number
}

export const asked = signal<Asked | null>(null)

export const holdings = computed<Holdings>(() => ({
  people: view.value.all('contact').length,
  notes: view.value.all('note').filter((note) => note['text']).length,
  saved: view.value.all('agenda').filter((item) => item['value']).length,
}))

/** Anything that somebody would miss: the profile's own code does not count. */
const hasCaptured = (): boolean =>
  holdings.value.people + holdings.value.notes + holdings.value.saved > 0
  || outbox.value.some((entry) => entry.kind !== 'code.register')

/** After a reload the code may still be on its way: go on where the person was. */
export async function restoreAsked(): Promise<void> {
  const kept = await setting<Asked>('sign-in')
  const age = kept ? clock.now().getTime() - Date.parse(kept.at) : Infinity
  asked.value = kept && age >= 0 && age < CODE_MINUTES * 60_000 ? kept : null
}

export async function askForCode(email: string): Promise<Outcome> {
  const answer = await call('POST', '/api/sign-in/codes', { email: email.trim() })
  switch (answer.kind) {
    case 'accepted':
      asked.value = { email: email.trim(), at: clock.now().toISOString() }
      await keepSetting('sign-in', asked.value)
      return { kind: 'done' }
    case 'refused':
      return { kind: 'refused', detail: answer.problem.errors?.[0]?.detail ?? answer.problem.detail }
    case 'signed-out': // no session is needed here, so it is not our server that says so
      return { kind: 'unreachable' }
    case 'unavailable':
      return notNow(answer)
  }
}

/** Start over with another address; a code that is on its way still works. */
export async function forgetAsked(): Promise<void> {
  asked.value = null
  await keepSetting('sign-in', undefined)
}

export async function signIn(email: string, code: string): Promise<SignInOutcome> {
  const answer = await call('POST', '/api/sign-in/sessions', { email, code })
  switch (answer.kind) {
    case 'accepted': {
      const { email: signedIn, fresh } = answer.body as { email: string; fresh: boolean }
      await forgetAsked()
      return { kind: 'signed-in', email: signedIn, fresh }
    }
    case 'refused':
      return { kind: 'refused', detail: answer.problem.detail }
    case 'signed-out': // no session is needed here, so it is not our server that says so
      return { kind: 'unreachable' }
    case 'unavailable':
      return notNow(answer)
  }
}

function notNow(answer: { status?: number; retryAfterSeconds?: number }): Outcome & { kind: 'limited' | 'unreachable' } {
  if (answer.status !== 429) return { kind: 'unreachable' }
  return { kind: 'limited', minutes: Math.ceil((answer.retryAfterSeconds ?? 60) / 60) }
}

/**
 * Whose profile this phone goes on with after `email` signed in: `done`, or `ask` where this phone
 * holds something that an account with things of its own would get added.
 */
export async function goOnAs(email: string, fresh: boolean): Promise<'done' | 'ask'> {
  if (account.value !== null && account.value !== email) await switchTo(email)
  else if (account.value === null && !fresh && hasCaptured()) return 'ask'
  else takeAlong(email)
  return 'done'
}

/** What is on this phone goes to `email`'s account; the screens need not wait for it. */
export function takeAlong(email: string): void {
  rememberProfile(email, profile())
  void adoptAccount(email)
}

/**
 * What is on this phone is kept apart, and `email` goes on with a profile of their own. What belongs
 * to no account comes back when they sign out.
 */
export async function switchTo(email: string): Promise<void> {
  if (account.value === null) rememberProfile(NOBODY, profile())
  const then = await afterSignIn()
  const brought = await setting('adding')
  const known = knownProfiles()[email]
  if (known) useProfile(known)
  else setProfileAside()
  rememberProfile(email, profile())
  await keepSetting('account', email)
  if (then) await keepSetting('adding', brought)
  startOver(then)
}

/** Where somebody was led here from, to go on there once; what they were at goes along. */
export async function afterSignIn(): Promise<string | undefined> {
  const address = await setting<string>(AFTER)
  if (address !== undefined) await keepSetting(AFTER, undefined)
  return address
}

/** How many entries the server does not hold yet, after one more try to send them. */
export async function unsentAfterTrying(): Promise<number> {
  await syncNow()
  return (await (await open()).getAll('outbox')).length
}

/** End the session and remove this person from this phone, unsent entries included. */
export async function signOut(): Promise<'done' | 'unreachable'> {
  const answer = await call('DELETE', '/api/sign-in/session')
  if (answer.kind !== 'accepted') return 'unreachable'
  const { [account.value ?? NOBODY]: _, [NOBODY]: aside, ...others } = knownProfiles()
  localStorage.setItem(PROFILES_KEY, JSON.stringify(others))
  await forgetProfile()
  if (aside) useProfile(aside)
  startOver()
  return 'done'
}

/** Letters as the code has them: upper case, look-alikes folded, blanks and hyphens dropped. */
export function readCode(typed: string): string {
  const folded = typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return folded.replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '').slice(0, CODE_LENGTH)
}

/** The code in what was copied: the code alone, or the mail it came in. */
export function codeIn(copied: string): string {
  const alone = /(?:^|\s)([0-9A-Z]{4})[\s-]?([0-9A-Z]{4})(?=\s|$)/.exec(copied)
  return readCode(alone ? `${alone[1]}${alone[2]}` : copied)
}

/** Which address has which profile on this phone. */
function knownProfiles(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(PROFILES_KEY) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

function rememberProfile(email: string, name: string): void {
  localStorage.setItem(PROFILES_KEY, JSON.stringify({ ...knownProfiles(), [email]: name }))
}

/** Another profile is another person: nothing of the one before may stay in memory. */
function startOver(at = ''): void {
  location.replace(`/${at}`)
}
