import { useEffect, useState } from 'preact/hooks'
import filePlus from 'lucide:file-plus'
import folderOpen from 'lucide:folder-open'
import eye from 'lucide:eye'
import lock from 'lucide:lock'
import mail from 'lucide:mail'
import { account } from '../../platform/sync-state.ts'
import { Button } from '../../ui/controls.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon, type Shapes } from '../../ui/icon.tsx'
import { wide } from '../../ui/layout.ts'
import { Part } from '../../ui/screen.tsx'
import * as words from '../../words/index.ts'
import { type Brought, type Choice, choice, choose, forget, read, readWith, refusal } from './adding.ts'
import { Day, phoneZone, Zone } from './fields.tsx'

const said = words.adding

/** A file, a folder, an address, something dropped or pasted. */
export function Choosing({ event, lead }: { event?: string; lead: string }) {
  const [address, setAddress] = useState('')
  const take = (files: Brought[]): void => { if (files.length > 0) void choose(files, '', event) }
  useDropsAndPastes(take)
  const chosen = choice.value
  if (chosen) return <Chosen chosen={chosen} />
  const submit = (form: SubmitEvent): void => { form.preventDefault(); void choose([], address, event) }
  return (
    <>
      <p class="add-lead">{lead}</p>
      <Picker icon={filePlus} label={said.file} hint={said.fileHint} onFiles={take} />
      {wide.value && <Picker icon={folderOpen} label={said.folder} hint={said.drop} onFiles={take} folder />}
      <form class="add-address" onSubmit={submit} noValidate>
        <Field
          label={said.address} hint={said.addressHint} error={refusal.value} type="url" inputMode="url" autocapitalize="none" spellcheck={false} enterKeyHint="go"
          maxLength={2000} placeholder={said.addressPlaceholder} value={address} onInput={(typed) => { setAddress(typed); refusal.value = undefined }}
        />
        <Button submit full look="soft" disabled={address.trim() === ''}>{said.read}</Button>
      </form>
      {event === undefined && <WhatHappens />}
    </>
  )
}

function WhatHappens() {
  const { facts } = said
  return (
    <div class="list add-facts">
      <Fact icon={eye} title={facts.first}>{facts.firstHint}</Fact>
      <Fact icon={lock} title={facts.yours}>{facts.yoursHint}</Fact>
      {account.value === null && <Fact icon={mail} title={facts.account}>{facts.accountHint}</Fact>}
    </div>
  )
}

function Fact({ icon, title, children }: { icon: Shapes; title: string; children: string }) {
  return <div class="fact"><Icon of={icon} /><span class="b"><b>{title}</b><small>{children}</small></span></div>
}

interface PickerProps {
  icon: Shapes
  label: string
  hint: string
  folder?: boolean
  onFiles: (files: Brought[]) => unknown
}

/** The phone's own way to its files; formats are told by what is in them, so none is left out. */
function Picker({ icon, label, hint, folder, onFiles }: PickerProps) {
  return (
    <label class="add-pick">
      <input
        type="file" {...(folder ? { webkitdirectory: true } : {})}
        onChange={(event) => onFiles([...event.currentTarget.files ?? []].map((file) => ({ path: file.webkitRelativePath || file.name, file })))}
      />
      <Icon of={icon} size="l" /><span><b>{label}</b><small>{hint}</small></span>
    </label>
  )
}

/** What was chosen and did not lead on: why, and what can be done. */
function Chosen({ chosen }: { chosen: Choice }) {
  const helps = chosen.files.length > 0 || refusal.value !== undefined
  return (
    <>
      {refusal.value !== undefined && <p class="add-refused" role="alert">{refusal.value}</p>}
      <Part title={said.chosen} />
      <div class="list"><div class="fact"><Icon of={filePlus} /><span class="b"><b>{nameOf(chosen)}</b><small>{sizeOf(chosen)}</small></span></div></div>
      <div class="stack add-acts">
        <Button full onClick={() => void read()}>{refusal.value === undefined ? said.goOn : said.readAgain}</Button>
        <Button full look="line" onClick={() => void forget()}>{said.change}</Button>
      </div>
      {refusal.value !== undefined && helps && chosen.event === undefined && <WhenAndWhere chosen={chosen} />}
    </>
  )
}

/** A file that leaves out its dates or zone can be read once they are said. */
function WhenAndWhere({ chosen }: { chosen: Choice }) {
  const [facts, setFacts] = useState({ timezone: phoneZone(), ...chosen.said })
  const set = (change: Partial<typeof facts>): void => setFacts({ ...facts, ...change })
  return (
    <details class="add-helps">
      <summary>{said.helps}</summary>
      <p class="meta">{said.helpsHint}</p>
      <Zone label={said.preview.zone} value={facts.timezone} onChange={(timezone) => set({ timezone })} />
      <div class="add-two">
        <Day label={said.preview.first} value={facts.starts_on ?? ''} onChange={(day) => set({ starts_on: day })} />
        <Day label={said.preview.last} value={facts.ends_on ?? ''} onChange={(day) => set({ ends_on: day })} />
      </div>
      <Button full look="soft" onClick={() => void readWith({ said: facts })}>{said.readAgain}</Button>
    </details>
  )
}

/** What is being brought, by name. */
export function nameOf({ files, address }: Choice): string {
  const [first] = files
  if (!first) return address
  return files.length === 1 ? first.file.name : first.path.split('/')[0] ?? first.path
}

export function sizeOf({ files }: Choice): string {
  const size = said.size(files.reduce((sum, { file }) => sum + file.size, 0))
  return files.length === 0 ? '' : files.length === 1 ? size : `${said.folderOf(files.length)}, ${size}`
}

/** Files dropped anywhere on the screen; files, tables and texts that are pasted. */
function useDropsAndPastes(take: (files: Brought[]) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      take(filesOf(event.dataTransfer))
    }
    const paste = (event: ClipboardEvent): void => {
      const files = filesOf(event.clipboardData)
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (files.length === 0 && !text.trim().includes('\n')) return // an address: its field takes it
      event.preventDefault()
      take(files.length > 0 ? files : [{ path: said.pasted, file: new File([text], said.pasted, { type: 'text/plain' }) }])
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    addEventListener('paste', paste)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
      removeEventListener('paste', paste)
    }
  })
}

const filesOf = (from: DataTransfer | null): Brought[] => [...from?.files ?? []].map((file) => ({ path: file.name, file }))
