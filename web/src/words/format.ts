/** Numbers, dates and lists in the words of the reader's language. Times are in the zone asked for. */
const LOCALE = 'en-GB'

/** Formats are slow to make and many rows share one: each is made once a zone. */
function format(options: Intl.DateTimeFormatOptions): (zone: string | undefined) => Intl.DateTimeFormat {
  const made = new Map<string | undefined, Intl.DateTimeFormat>()
  return (zone) => {
    const found = made.get(zone) ?? new Intl.DateTimeFormat(LOCALE, zone ? { ...options, timeZone: zone } : options)
    made.set(zone, found)
    return found
  }
}

const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = { weekday: 'short', day: 'numeric' } as const
const [shorter, medium, long] = [format(day), format({ ...day, month: 'short' }), format({ ...day, weekday: 'long', month: 'long' })]
const date = format({ day: 'numeric', month: 'long' })
const digits = format({ year: 'numeric', month: '2-digit', day: '2-digit' })

/** "11:30" */
export const clockTime = (moment: Date, zone?: string): string => clock(zone).format(moment)

/** "Tue 24" */
export const shortDay = (moment: Date, zone?: string): string => shorter(zone).format(moment).replace(',', '')

/** "Tue 24 Nov" */
export const mediumDay = (moment: Date, zone?: string): string => medium(zone).format(moment).replace(',', '')

/** "Tuesday 24 November" */
export const longDay = (moment: Date, zone?: string): string => long(zone).format(moment).replace(',', '')

/** "24 to 26 November", "30 November to 2 December", of dates without a time such as "2026-11-24". */
export function dates(from: string, to: string): string {
  const [first, last] = [new Date(`${from}T12:00Z`), new Date(`${to}T12:00Z`)]
  const full = date('UTC')
  if (from === to) return full.format(first)
  const start = from.slice(0, 7) === to.slice(0, 7) ? String(first.getUTCDate()) : full.format(first)
  return `${start} to ${full.format(last)}`
}

/** "2026-11-24": the date in that zone, to compare and to sort by. */
export function dateKey(moment: Date, zone?: string): string {
  const parts = digits(zone).formatToParts(moment)
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** "40 min", "1 h 30 min" */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes % 60)
  if (hours === 0) return `${rest}\u00a0min`
  return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h ${rest}\u00a0min`
}

const rules = new Intl.PluralRules(LOCALE)

/** `plural(3, { one: '1 talk', other: '3 talks' })` */
export function plural(count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  return forms[rules.select(count)] ?? forms.other
}

/** "Ada, Ben and Cleo" */
export const listed = (names: string[]): string => new Intl.ListFormat(LOCALE, { type: 'conjunction' }).format(names)

/** The city of an IANA zone: "Oslo". */
export const city = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

let languages: Intl.DisplayNames | undefined

/** "German" for "de"; what is no language's code stays as it is. */
export function languageName(code: string): string {
  languages ??= new Intl.DisplayNames(LOCALE, { type: 'language', fallback: 'code' })
  try {
    return languages.of(code) ?? code
  } catch {
    return code
  }
}
