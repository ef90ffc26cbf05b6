/**
 * What is known of a meeting, as the variables of a template. Everything comes as plain values, so
 * that the server (`variables.py`) makes the same of the same facts. What is not known is absent.
 */
import type { Catalogue } from './catalogue.ts'
import { type Addressee, displayName, filled, salutation } from './greetings.ts'
import { daysBetween, localTime, weekday } from './local-times.ts'
import { clean } from './rendering.ts'

const DURATION = '20'
const LINK = /^https?:\/\/[^\s\x00-\x20]+$/
const LINKS = ['s.link', 's.booking_link', 's.card_url']
const [NOON, EVENING, THIS_WEEK] = [12, 18, 6]
// Letters whose names begin with a vowel, and words that do not sound as they are written.
const VOWEL_NAMES = 'AEFHILMNORSX'
const SOUNDS_LIKE_A = /^(uni|use|eu|one)/
const SOUNDS_LIKE_AN = /^(hour|honor|honour|heir)/

/** The session of a meeting: `people` are the names of those who present it. */
export interface Place {
  title: string
  kind: string
  board?: string | undefined
  people?: readonly string[] | undefined
}

type Texts = Readonly<Record<string, string | undefined>>

/** What a message can be about. `encounter` and `card` hold fields by their names. */
export interface Facts {
  now: Date
  zone: string
  card: Texts
  to: Addressee
  metAt?: Date | undefined
  encounter?: Texts | undefined
  event?: string | undefined
  session?: Place | undefined
  nextEvent?: string | undefined
}

export function variablesFor(catalogue: Catalogue, facts: Facts): Record<string, string> {
  const greeting = salutation(catalogue.greeting, facts.to)
  const named: Record<string, string | undefined> = {
    ...aboutMe(catalogue, facts.card),
    'g.salutation': greeting,
    'g.salutation_short': greeting,
    'c.display_name': displayName(catalogue.greeting, facts.to),
    's.duration': DURATION,
    ...aboutMeeting(catalogue, facts),
    ...fromNotes(catalogue, facts.encounter ?? {}),
  }
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => {
    const text = clean(name, value)
    return text && (!LINKS.includes(name) || LINK.test(text)) ? [[name, text]] : []
  }))
}

function aboutMe({ phrases, language }: Catalogue, card: Texts): Record<string, string | undefined> {
  const name = clean('me.full_name', card['name'])
  const headline = clean('me.headline', card['headline'] || card['role'])
  const organisation = clean('me.org', card['institution'])
  const lines = [phrases.closing, name, [headline, organisation].filter(Boolean).join(', ')]
  return {
    'me.full_name': name,
    'me.short_name': name,
    'me.role_np': rolePhrase(language, headline),
    'me.specialty': card['specialty'],
    'me.org': organisation,
    'g.signature': name && lines.join('\n'),
  }
}

function aboutMeeting(catalogue: Catalogue, facts: Facts): Record<string, string | undefined> {
  const { session } = facts
  return {
    'x.event': facts.event,
    'x.next_event': facts.nextEvent,
    'x.session': session?.title,
    'x.poster_title': session?.kind === 'poster' ? session.title : '',
    'x.when_pp': facts.metAt && whenPhrase(catalogue, facts.metAt, facts.now, facts.zone),
    'x.place_pp': placePhrase(catalogue, facts),
  }
}

/** The fields of an encounter, and whatever was typed for a variable by its own name. */
function fromNotes(catalogue: Catalogue, encounter: Texts): Record<string, string | undefined> {
  const typed = Object.entries(encounter).filter(([name, value]) => name.includes('.') && value)
  return {
    'n.topic_np': encounter['topic'],
    'n.detail_s': encounter['detail'],
    'n.promise_np': promised(catalogue, encounter['promise'] ?? ''),
    's.link': encounter['promise_link'],
    ...Object.fromEntries(typed),
  }
}

/** What was promised, as a thing: "Send the checklist" is "the checklist". */
export function promised({ phrases }: Catalogue, text: string): string {
  const thing = clean('n.promise_np', text)
  const opening = phrases.promise_openings.find((each) => thing.toLowerCase().startsWith(each))
  return opening ? thing.slice(opening.length) : thing
}

/** When it was, as one would say it now: "yesterday", "on Tuesday afternoon". */
export function whenPhrase({ phrases }: Catalogue, metAt: Date, now: Date, zone: string): string {
  const met = localTime(metAt, zone)
  const today = localTime(now, zone).date
  const part = phrases.parts[Number(met.hour >= NOON) + Number(met.hour >= EVENING)]!
  const days = daysBetween(met.date, today)
  if (days === 0) return filled(phrases.today, { part })
  if (days === 1) return phrases.yesterday
  if (days > 1 && days <= THIS_WEEK) return filled(phrases.this_week, { part, weekday: phrases.weekdays[weekday(met.date)]! })
  const [year, month, day] = met.date.split('-').map(Number) as [number, number, number]
  const wording = year === Number(today.slice(0, 4)) ? phrases.this_year : phrases.other_year
  return filled(wording, { day, month: phrases.months[month - 1]!, year })
}

/** Where it was: what was typed if it reads as a place, else by the session's kind. */
function placePhrase({ phrases }: Catalogue, { encounter = {}, session, to }: Facts): string {
  const typed = clean('x.place_pp', encounter['place'])
  if (phrases.prepositions.includes(typed.split(' ')[0]!.toLowerCase())) return typed.charAt(0).toLowerCase() + typed.slice(1)
  if (encounter['intent'] === 'manuscript') return phrases.places['own_poster']!
  if (!session) return ''
  if (session.board) return phrases.places['board']!.replaceAll('{board}', () => clean('x.board', session.board))
  const name = (to.name ?? '').toLowerCase()
  if (session.kind === 'talk' && session.people?.some((each) => each.toLowerCase() === name)) return phrases.places['own_talk']!
  const place = Object.hasOwn(phrases.places, session.kind) ? phrases.places[session.kind]! : ''
  return place.replaceAll('{title}', () => clean('x.title', session.title))
}

/** A role as it follows "I'm …", with its article; '' where a language has no rule. */
export function rolePhrase(language: string, role: string): string {
  if (language !== 'en' || !role) return ''
  const [word = '', ...rest] = role.split(' ')
  if (['a', 'an', 'the'].includes(word.toLowerCase())) return [word.toLowerCase(), ...rest].join(' ')
  // An abbreviation is said letter by letter.
  if (!/^.\p{Ll}/u.test(word)) return `${VOWEL_NAMES.includes(word.charAt(0).toUpperCase()) ? 'an' : 'a'} ${role}`
  const said = role.charAt(0).toLowerCase() + role.slice(1)
  const vowel = /^[aeiou]/.test(said) && !SOUNDS_LIKE_A.test(said)
  return `${vowel || SOUNDS_LIKE_AN.test(said) ? 'an' : 'a'} ${said}`
}
