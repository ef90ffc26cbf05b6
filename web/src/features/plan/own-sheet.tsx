import { useId, useState } from 'preact/hooks'
import trash from 'lucide:trash-2'
import { Button, Chip, Chips, Switch } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { toast } from '../../ui/toast.tsx'
import { city, dateKey, longDay } from '../../words/format.ts'
import * as words from '../../words/index.ts'
import { type Own, ownsOf } from '../programme/own-items.ts'
import type { Programme } from '../programme/programme.ts'
import { fieldsOf, removeOwn, restoreOwn, saveOwn } from './own-saving.ts'
import { datesBetween, dayAfter, spanOf, type Times, timesOf } from './venue-times.ts'

/** What the sheet is about: an own item there is, the free time one begins in, or a day. */
export type Editing = { id: string; day?: never; start?: never; end?: never } | { start: Date; end: Date; id?: never; day?: never } | { day: string; id?: never; start?: never; end?: never }

const MOST = 500
const HOUR = 3_600_000
const TITLE = 200

/** Plan something of one's own, or change or remove it. */
export function OwnSheet({ programme, editing, onClose }: { programme: Programme; editing: Editing; onClose: () => unknown }) {
  const owns = ownsOf(programme.event.slug)
  const own = editing.id === undefined ? undefined : owns.find(({ id }) => id === editing.id)
  const text = words.plan.own
  if (editing.id !== undefined && !own) {
    return <Sheet title={text.gone.title} quiet onClose={onClose}><Empty title={text.gone.title}>{text.gone.body}</Empty></Sheet>
  }
  return (
    <Sheet title={own ? text.edit : text.add} onClose={onClose}>
      <OwnForm programme={programme} times={firstTimes(programme, editing, own)} full={!own && owns.length >= MOST} onClose={onClose} {...(own ? { own } : {})} />
    </Sheet>
  )
}

/** An hour of free time, or all of it where that is not much more. */
function firstTimes(programme: Programme, editing: Editing, own: Own | undefined): Times {
  const zone = programme.event.timezone
  if (own) return timesOf(own, zone)
  if (editing.day !== undefined) return { day: editing.day, from: '12:30', to: '13:30' }
  const { start, end } = editing as { start: Date; end: Date }
  return timesOf({ start, end: end.getTime() - start.getTime() > 1.5 * HOUR ? new Date(start.getTime() + HOUR) : end }, zone)
}

interface FormProps {
  programme: Programme
  own?: Own
  times: Times
  full: boolean
  onClose: () => unknown
}

function OwnForm({ programme, own, times: first, full, onClose }: FormProps) {
  const { slug, timezone: zone } = programme.event
  const text = words.plan.own
  const [title, setTitle] = useState(own?.title ?? '')
  const [place, setPlace] = useState(own?.place ?? '')
  const [keepFree, setKeepFree] = useState(own?.keepFree ?? false)
  const [times, setTimes] = useState(first)
  const [tried, setTried] = useState(false)
  const span = spanOf(times, zone)
  const overnight = span && dateKey(span.end, zone) > times.day

  const save = async (): Promise<void> => {
    setTried(true)
    if (!title.trim() || !span || full) return
    const fields = fieldsOf({ title: title.trim(), ...(place.trim() ? { place: place.trim() } : {}), ...span, keepFree })
    const changed = own ? changedOf(fieldsOf(own), fields) : fields
    if (Object.keys(changed).length > 0) {
      await saveOwn(slug, changed, own?.id)
      toast((own ? text.changed : text.added)(title.trim()))
    }
    onClose()
  }
  const remove = async (): Promise<void> => {
    if (!own) return
    await removeOwn(slug, own)
    toast(words.plan.overlap.dropped(own.title), () => restoreOwn(slug, own))
    onClose()
  }
  return (
    <form class="stack ownform" noValidate onSubmit={(event) => { event.preventDefault(); void save() }}>
      <Field label={text.title} value={title} onInput={setTitle} placeholder={text.placeholder} maxLength={TITLE} focus={!own} enterKeyHint="done" error={tried && !title.trim() ? text.noTitle : undefined} />
      {!own && (
        <Chips label={text.presets} wrap>
          {text.preset.map((preset) => <Chip key={preset.label} pressed={title === preset.title} onClick={() => { setTitle(preset.title); setKeepFree(true) }}>{preset.label}</Chip>)}
        </Chips>
      )}
      <TimeFields programme={programme} times={times} onChange={setTimes} error={tried && !span ? text.noTimes : undefined} hint={overnight ? text.until(longDay(span.end, zone)) : text.zone(city(zone))} />
      <Field label={text.place} aside={text.optional} value={place} onInput={setPlace} maxLength={TITLE} />
      <div class="list"><div class="fact"><span class="b"><b>{text.keepFree}</b><small>{text.keepFreeHint}</small></span><Switch label={text.keepFree} on={keepFree} onChange={setKeepFree} /></div></div>
      {full && <p class="why bad" role="alert">{text.tooMany}</p>}
      <Button submit full>{text.save}</Button>
      {own && <Button look="bad" full icon={trash} onClick={remove}>{text.remove}</Button>}
    </form>
  )
}

/** Only what was changed is sent, so that another phone's change of the rest stays; start and end go together. */
function changedOf(before: ReturnType<typeof fieldsOf>, after: ReturnType<typeof fieldsOf>): ReturnType<typeof fieldsOf> {
  const moved = before.starts_at !== after.starts_at || before.ends_at !== after.ends_at
  return Object.fromEntries(Object.entries(after).filter(([name, value]) =>
    (name === 'starts_at' || name === 'ends_at' ? moved : value !== before[name as keyof typeof before])))
}

interface TimeProps {
  programme: Programme
  times: Times
  onChange: (times: Times) => unknown
  hint: string
  error: string | undefined
}

/** A day of the event, or the one before or after it, and two times of the venue's clocks. */
function TimeFields({ programme, times, onChange, hint, error }: TimeProps) {
  const { starts_on, ends_on } = programme.event
  const id = useId()
  const text = words.plan.own
  const days = [...new Set([...datesBetween(dayAfter(starts_on, -1), dayAfter(ends_on)), ...programme.days, times.day])].sort()
  const time = (name: 'from' | 'to') => (
    <div class="field">
      <label for={`${id}-${name}`}>{text[name]}</label>
      <input
        id={`${id}-${name}`} class="in num" type="time" value={times[name]} aria-invalid={error !== undefined} aria-describedby={`${id}-why`}
        onInput={(event) => onChange({ ...times, [name]: event.currentTarget.value })}
      />
    </div>
  )
  return (
    <div class="whenfields">
      <div class="field">
        <label for={`${id}-day`}>{text.day}</label>
        <select id={`${id}-day`} class="in" value={times.day} onInput={(event) => onChange({ ...times, day: event.currentTarget.value })}>
          {days.map((day) => <option key={day} value={day}>{longDay(new Date(`${day}T12:00Z`), 'UTC')}</option>)}
        </select>
      </div>
      {time('from')}
      {time('to')}
      <div class="field"><p class={error ? 'why bad' : 'why'} id={`${id}-why`} role={error ? 'alert' : undefined}>{error ?? hint}</p></div>
    </div>
  )
}
