/** The client's start: read what this phone holds, show it, then look for the server. */
import './ui/tokens.css'
import './ui/base.css'
import './ui/components.css'
import './ui/lists.css'
import { mount } from './app.tsx'
import { persistAtFirstCapture } from './platform/persist.ts'
import { openProfile } from './platform/profile.ts'
import { startSync } from './platform/sync.ts'
import { startWorker } from './platform/update.ts'
import { startRouter } from './ui/router.ts'

startRouter()
await openProfile()
mount(document.getElementById('app') as Element)
persistAtFirstCapture()
startSync()
void startWorker()
