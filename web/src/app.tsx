/** Which screen an address shows, and what stands beside every screen. */
import { effect, signal } from '@preact/signals'
import { Component, type ComponentType, render } from 'preact'
import { Programme } from './features/programme/programme-view.tsx'
import { Today } from './features/today/today-view.tsx'
import { Welcome } from './features/welcome/welcome-view.tsx'
import { view } from './platform/view.ts'
import { Button } from './ui/controls.tsx'
import { Empty } from './ui/empty.tsx'
import { fetchLater, later } from './ui/later.tsx'
import { link, route } from './ui/router.ts'
import { Screen } from './ui/screen.tsx'
import { Tabs } from './ui/tabs.tsx'
import { Toasts } from './ui/toast.tsx'
import * as words from './words/index.ts'

interface ScreenProps {
  /** The address after its first part: `#/people/0197` gives `['0197']`. */
  parts: string[]
}

/** The first screens come with the start; the others are fetched while the phone is idle. */
const SCREENS: Record<string, ComponentType<ScreenProps>> = {
  today: Today,
  programme: Programme,
  welcome: Welcome,
  card: later(() => import('./features/card/card-view.tsx').then((module) => module.Card)),
  scan: later(() => import('./features/scan/scan-view.tsx').then((module) => module.Scan)),
  people: later(() => import('./features/people/people-view.tsx').then((module) => module.People)),
  'follow-up': later(() => import('./features/followups/followups-view.tsx').then((module) => module.FollowUp)),
  add: later(() => import('./features/adding/adding-view.tsx').then((module) => module.Adding)),
  event: later(() => import('./features/adding/own-event-view.tsx').then((module) => module.OwnEvent)),
  calendar: later(() => import('./features/calendar/calendar-view.tsx').then((module) => module.Calendar)),
  changes: later(() => import('./features/changes/changes-view.tsx').then((module) => module.Changes)),
  plan: later(() => import('./features/plan/plan-view.tsx').then((module) => module.Plan)),
  favourites: later(() => import('./features/favourites/favourites-view.tsx').then((module) => module.Favourites)),
  list: later(() => import('./features/lists/list-view.tsx').then((module) => module.List)),
  reminders: later(() => import('./features/today/reminder-settings-view.tsx').then((module) => module.ReminderScreen)),
  settings: later(() => import('./features/accounts/settings-view.tsx').then((module) => module.Settings)),
  'sign-in': later(() => import('./features/accounts/sign-in-view.tsx').then((module) => module.SignIn)),
  posters: later(() => import('./features/posters/posters-view.tsx').then((module) => module.Posters)),
  waiting: later(() => import('./features/outbox/waiting-view.tsx').then((module) => module.Waiting)),
}
/** Screens that fill the phone and bring their own way on. */
const WITHOUT_TABS = new Set(['welcome', 'sign-in'])

/** The number on the People tab; the rules behind it come with the later screens. */
const due = signal(0)
/** What starts soon, over every screen. */
const over = signal<ComponentType | undefined>(undefined)

/** Fetch every screen, so that none is missing when the network is. */
export async function fetchScreens(): Promise<void> {
  await fetchLater()
  const { dueCount } = await import('./features/followups/due.ts')
  effect(() => { due.value = dueCount.value })
  over.value = (await import('./features/today/reminder-view.tsx')).Reminders
}

function App() {
  const [name = 'today', ...parts] = route.value.parts
  const Shown = SCREENS[name] ?? Lost
  const Over = over.value
  const face = view.value.get('card', 'me')?.['fields'] as { name?: string } | undefined
  return (
    <>
      <button class="vh btn skip" type="button" onClick={() => document.querySelector('h1')?.focus()}>{words.ui.skip}</button>
      {!WITHOUT_TABS.has(name) && <Tabs current={name} due={due.value} name={face?.name ?? ''} />}
      <Guard key={name}><Shown parts={parts} /></Guard>
      {Over && <Over />}
      <Toasts />
    </>
  )
}

function Lost() {
  return (
    <Screen title={words.ui.lost.title}>
      <Empty title={words.ui.lost.title} act={<Button href={link('today')}>{words.ui.lost.act}</Button>}>{words.ui.lost.body}</Empty>
    </Screen>
  )
}

/** A screen that fails to draw leaves the others standing, and says what it met. */
class Guard extends Component<object, { failure?: unknown }> {
  static override getDerivedStateFromError(failure: unknown) {
    return { failure }
  }

  render() {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    return (
      <Screen title={words.ui.failed.title}>
        <Empty title={words.ui.failed.title} act={<Button onClick={() => this.setState({ failure: undefined })}>{words.ui.failed.act}</Button>}>
          {words.ui.failed.body}
        </Empty>
        <pre class="meta">{String(failure)}</pre>
      </Screen>
    )
  }
}

export const mount = (root: Element): void => render(<App />, root)
