/**
 * The page behind a card's code, for phones without the app. What follows # is read here and never
 * sent; only "Save contact" posts it, because phones open a file that a server answers with.
 */
import './ui/tokens.css'
import './ui/base.css'
import './ui/components.css'
import './ui/lists.css'
import './card-page.css'
import { render } from 'preact'
import { type CardFields, liveCodeIn } from './features/card/codes.ts'
import { card } from './words/en/card.ts'

const text = card.page
const root = document.getElementById('card') as Element

function CardPage({ code }: { code: string }) {
  const fields = liveCodeIn(code)?.fields ?? {}
  document.title = fields.name ?? text.title
  return (
    <main class="screen bare card-page" id="main">
      <div class="col"><div class="body">{fields.name ? <Face code={code} fields={fields} /> : <NoFace />}</div></div>
    </main>
  )
}

function Face({ code, fields }: { code: string; fields: CardFields }) {
  const address = fields.linkedin ?? fields.orcid ?? fields.link
  return (
    <>
      <article class="pass">
        <div class="who">
          <h1>{fields.name}</h1>
          <span>{fields.headline}</span>
          <span>{fields.institution}</span>
          {fields.email && <span>{fields.email}</span>}
          {fields.phone && <span>{fields.phone}</span>}
          {address && <span>{address.replace(/^https:\/\/(www\.)?/, '')}</span>}
        </div>
      </article>
      <p class="hint">{text.unchecked}</p>
      <form class="stack" method="post" action="/c/contact.vcf">
        <input type="hidden" name="code" value={code} />
        <button class="btn full" type="submit">{text.save}</button>
        <a class="btn line full" href={`/#/scan?code=${encodeURIComponent(`c/${code}`)}`}>{text.open}</a>
      </form>
      <p class="hint">{text.openHint}</p>
    </>
  )
}

function NoFace() {
  return (
    <div class="none">
      <h1 class="title">{text.noFace}</h1>
      <p>{text.noFaceHint}</p>
      <div class="stack"><a class="btn" href="/">{text.home}</a></div>
    </div>
  )
}

const show = (): void => render(<CardPage code={decoded(location.hash.slice(1))} />, root)

/** Some apps escape what they pass on. */
function decoded(hash: string): string {
  try {
    return hash.includes('%') ? decodeURIComponent(hash) : hash
  } catch {
    return hash
  }
}

addEventListener('hashchange', show)
show()
