/** The client's start: read what this phone holds, show it, then look for the server. */
import './ui/tokens.css'
import './ui/base.css'
import './ui/components.css'
import './ui/lists.css'
import { fetchScreens, mount } from './app.tsx'
import { registerCardFolds } from './features/card/my-card.ts'
import { registerMessageFolds } from './features/followups/message-folds.ts'
import { registerContactFolds } from './features/contacts/contact-folds.ts'
import { registerAgendaFolds } from './features/programme/agenda.ts'
import { registerChangeFolds } from './features/programme/changes.ts'
import { openProgrammes, startProgrammes } from './features/programme/programmes.ts'
import { registerMarkFolds } from './features/programme/session-marks.ts'
import { readStarted } from './features/welcome/welcomes.ts'
import { persistAtFirstCapture } from './platform/persist.ts'
import { openProfile } from './platform/profile.ts'
import { startSync } from './platform/sync.ts'
import { startWorker } from './platform/update.ts'
import { keepFocus } from './ui/focus.ts'
import { painted } from './ui/idle.ts'
import { startClock } from './ui/now.ts'
import { go, link, route, startRouter } from './ui/router.ts'

/** Screens that make sense before the first start. */
const BEFORE_START = new Set(['welcome', 'sign-in', 'settings', 'list'])

/** Who was sent the link of an event finds it chosen. */
const welcomeFrom = ([screen, slug]: string[]): string => link('welcome') + (screen === 'programme' && slug ? `?event=${encodeURIComponent(slug)}` : '')

registerAgendaFolds()
registerMarkFolds()
registerChangeFolds()
registerCardFolds()
registerContactFolds()
registerMessageFolds()
startRouter()
keepFocus()
startClock()
// Each answer of the database takes its time: all is asked for at once.
const opening = openProfile()
const [started] = await Promise.all([readStarted(opening), openProgrammes(opening)])
if (!started && !BEFORE_START.has(route.value.parts[0] ?? '')) go(welcomeFrom(route.value.parts), { replace: true })
mount(document.getElementById('app') as Element)
persistAtFirstCapture()
await painted() // what is on this phone is seen before anything is asked of the network
startSync()
startProgrammes()
void startWorker()
void fetchScreens()
