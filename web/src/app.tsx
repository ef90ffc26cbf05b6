/** Which screen an address shows, and what stands beside every screen. */
import { Component, type ComponentType, render } from 'preact'
import { SignIn } from './features/accounts/sign-in-view.tsx'
import { Settings } from './features/accounts/settings-view.tsx'
import { Card } from './features/card/card-view.tsx'
import { dueCount } from './features/followups/due.ts'
import { FollowUp } from './features/followups/followups-view.tsx'
import { Waiting } from './features/outbox/waiting-view.tsx'
import { People } from './features/people/people-view.tsx'
import { Programme } from './features/programme/programme-view.tsx'
import { Scan } from './features/scan/scan-view.tsx'
import { Today } from './features/today/today-view.tsx'
import { Welcome } from './features/welcome/welcome-view.tsx'
import { view } from './platform/view.ts'
import { Button } from './ui/controls.tsx'
import { Empty } from './ui/empty.tsx'
import { link, route } from './ui/router.ts'
import { Screen } from './ui/screen.tsx'
import { Tabs } from './ui/tabs.tsx'
import { Toasts } from './ui/toast.tsx'
import { words } from './words/index.ts'

interface ScreenProps {
  /** The address after its first part: `#/people/0197` gives `['0197']`. */
  parts: string[]
}

const SCREENS: Record<string, ComponentType<ScreenProps>> = {
  today: Today,
  programme: Programme,
  card: Card,
  scan: Scan,
  people: People,
  'follow-up': FollowUp,
  settings: Settings,
  'sign-in': SignIn,
  waiting: Waiting,
  welcome: Welcome,
}
/** Screens that fill the phone and bring their own way on. */
const WITHOUT_TABS = new Set(['welcome', 'sign-in'])

function App() {
  const [name = 'today', ...parts] = route.value.parts
  const Shown = SCREENS[name] ?? Lost
  const face = view.value.get('card', 'me')?.['fields'] as { name?: string } | undefined
  return (
    <>
      <button class="vh btn skip" type="button" onClick={() => document.querySelector('h1')?.focus()}>{words.ui.skip}</button>
      {!WITHOUT_TABS.has(name) && <Tabs current={name} due={dueCount.value} name={face?.name ?? ''} />}
      <Guard key={name}><Shown parts={parts} /></Guard>
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
