import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import chevronLeft from 'lucide:chevron-left'
import * as words from '../words/index.ts'
import { Icon } from './icon.tsx'
import { back } from './router.ts'

interface ScreenProps {
  title: string
  /** A quiet line above the title. */
  over?: ComponentChildren
  /** At the end of the heading: the sync state, a button. */
  side?: ComponentChildren
  /** A page under a tab: a way back (to `fallback` if there is no step back), and no large title. */
  up?: { label: string; fallback: string }
  /** Buttons at the end of the bar that holds the way back. */
  acts?: ComponentChildren
  /** Between heading and body: search, segments. They bring their own margins. */
  tools?: ComponentChildren
  /** On a wide screen, beside the column; a page in it marks its heading with `data-heading`. */
  pane?: ComponentChildren
  /** Stays in sight at the end, above the tabs. */
  foot?: ComponentChildren
  /** No tabs on this screen: first run, sign-in, the camera. */
  bare?: boolean
  children: ComponentChildren
}

/** One screen: its heading takes the focus when it is entered, its title names the page. */
export function Screen({ title, over, side, up, acts, tools, pane, foot, bare, children }: ScreenProps) {
  useEffect(() => { document.title = `${title} · ${words.ui.app}` }, [title])
  // A screen that takes the place of another (fetched at last, or failed) must not leave the focus nowhere.
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector('h1')?.focus({ preventScroll: true })
  }, [])
  const classes = ['screen', bare && 'bare', pane !== undefined && 'paned'].filter(Boolean).join(' ')
  return (
    <main class={classes} id="main">
      <div class="col">
        {up
          ? <BackBar {...up}>{acts}</BackBar>
          : (
            <header class="top">
              <div class="names">
                {over && <p class="over">{over}</p>}
                <h1 tabIndex={-1}>{title}</h1>
              </div>
              {side && <div class="side">{side}</div>}
            </header>
          )}
        {tools}
        <div class="body">{children}</div>
        {foot && <footer class="foot">{foot}</footer>}
      </div>
      {pane !== undefined && <section class="pane" aria-label={words.ui.details}>{pane}</section>}
    </main>
  )
}

/** The bar of a page under a tab. The page brings its own `<h1 class="title" tabIndex={-1}>`. */
export function BackBar({ label, fallback, children }: { label: string; fallback: string; children?: ComponentChildren }) {
  return (
    <header class="nav">
      <button class="back" type="button" onClick={() => back(fallback)}>
        <Icon of={chevronLeft} size="l" turns />
        <span class="vh">{words.ui.backTo}</span>{label}
      </button>
      {children}
    </header>
  )
}

/** The heading of a part of a screen, with an act at its end. */
export function Part({ title, act }: { title: ComponentChildren; act?: ComponentChildren }) {
  return <h2 class="sec"><span>{title}</span>{act}</h2>
}
