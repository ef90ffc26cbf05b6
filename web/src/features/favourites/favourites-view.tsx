import './favourites.css'
import { useSignal } from '@preact/signals'
import fileUp from 'lucide:file-up'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import { Part, Screen } from '../../ui/screen.tsx'
import * as words from '../../words/index.ts'
import type { Programme } from '../programme/programme.ts'
import { programme as current, refreshProgramme } from '../programme/programmes.ts'
import { askAbout, type Asked, MOST_BYTES, type Report } from './favourites.ts'
import { Found } from './found-view.tsx'

const said = words.favourites

/** A list from another system: give it, look at what it names, take what is right. */
export function Favourites(_: { parts: string[] }) {
  const programme = current.value
  return (
    <Screen title={said.title} up={{ label: said.back, fallback: link('settings') }}>
      <h1 class="big" tabIndex={-1}>{said.title}</h1>
      {programme
        ? <Brought programme={programme} key={programme.event.slug} />
        : <Empty title={said.noEvent.title} act={<Button href={link('programme')}>{said.noEvent.act}</Button>}>{said.noEvent.body}</Empty>}
    </Screen>
  )
}

function Brought({ programme }: { programme: Programme }) {
  const report = useSignal<Report | undefined>(undefined)
  if (report.value) return <Found programme={programme} report={report.value} onAgain={() => { report.value = undefined }} />
  return <Give programme={programme} onFound={(found) => { report.value = found }} />
}

function Give({ programme, onFound }: { programme: Programme; onFound: (report: Report) => void }) {
  const { slug, name, short_name } = programme.event
  const text = useSignal('')
  const reading = useSignal(false)
  const wrong = useSignal<string | undefined>(undefined)
  const ask = async (given: { text: string } | { file: Uint8Array }): Promise<void> => {
    reading.value = true
    wrong.value = undefined
    const [asked] = await Promise.all([askAbout(slug, given), refreshProgramme(slug)])
    reading.value = false
    if (asked.kind === 'found') onFound(asked.report)
    else wrong.value = reason(asked)
  }
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    if (file.size > MOST_BYTES) wrong.value = said.tooLarge
    else await ask({ file: new Uint8Array(await file.arrayBuffer()) })
  }
  return (
    <>
      <p class="meta">{said.lead(short_name ?? name)}</p>
      <label class="list fav-file">
        <span class="fact"><Icon of={fileUp} /><span class="b"><b>{said.file}</b><small>{said.fileHint}</small></span></span>
        <input
          type="file" accept=".ics,.json,.xml,.csv,.txt,.xlsx,.ods,text/*,application/json" aria-label={said.file} disabled={reading.value}
          onChange={(event) => { void take(event.currentTarget.files?.[0]); event.currentTarget.value = '' }}
        />
      </label>
      <Part title={said.or} />
      <form onSubmit={(event) => { event.preventDefault(); if (text.value.trim()) void ask({ text: text.value }) }}>
        <TextArea label={said.paste} rows={6} value={text.value} hint={said.pasteHint} error={wrong.value} onInput={(value) => { text.value = value }} />
        <div class="stack fav-acts"><Button full submit disabled={reading.value || !text.value.trim()}>{reading.value ? said.finding : said.find}</Button></div>
      </form>
      <p class="vh" role="status">{reading.value ? said.finding : ''}</p>
    </>
  )
}

function reason(asked: Exclude<Asked, { kind: 'found' }>): string {
  if (asked.kind === 'refused') return asked.why
  return asked.kind === 'busy' ? said.busy : said.later
}
