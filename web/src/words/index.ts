/**
 * Every word the app shows, by feature; use it as `import * as words`. Another language is another
 * folder of the same shape. The names are passed on one by one, so that a screen which is fetched
 * later brings its own words along.
 */
export { accounts } from './en/accounts.ts'
export { adding } from './en/adding.ts'
export { calendar } from './en/calendar.ts'
export { card } from './en/card.ts'
export { changes } from './en/changes.ts'
export { favourites } from './en/favourites.ts'
export { finding } from './en/finding.ts'
export { followups } from './en/followups.ts'
export { lists } from './en/lists.ts'
export { outbox } from './en/outbox.ts'
export { people } from './en/people.ts'
export { plan } from './en/plan.ts'
export { posters } from './en/posters.ts'
export { programme } from './en/programme.ts'
export { reminders } from './en/reminders.ts'
export { scan } from './en/scan.ts'
export { session } from './en/session.ts'
export { today } from './en/today.ts'
export { ui } from './en/ui.ts'
export { welcome } from './en/welcome.ts'
