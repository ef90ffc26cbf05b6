import * as words from '../../words/index.ts'
import type { Outcome } from './sign-ins.ts'

/** What went wrong, and what to do; nothing where it went well. */
export function inWords(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'done': return undefined
    case 'refused': return outcome.detail
    case 'limited': return words.accounts.signIn.limited(outcome.minutes)
    case 'unreachable': return words.accounts.signIn.unreachable
  }
}
