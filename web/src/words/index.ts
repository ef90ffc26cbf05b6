/** Every word the app shows, by feature. Another language is another folder of the same shape. */
import { accounts } from './en/accounts.ts'
import { card } from './en/card.ts'
import { followups } from './en/followups.ts'
import { outbox } from './en/outbox.ts'
import { people } from './en/people.ts'
import { programme } from './en/programme.ts'
import { scan } from './en/scan.ts'
import { today } from './en/today.ts'
import { ui } from './en/ui.ts'
import { welcome } from './en/welcome.ts'

export const words = { accounts, card, followups, outbox, people, programme, scan, today, ui, welcome }
