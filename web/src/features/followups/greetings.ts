/**
 * How a person is greeted: one function, tables per language (in the catalogue). Nobody's gender
 * is guessed, nor which part of a single string is the family name; an address is never a name.
 */
import type { Greeting } from './catalogue.ts'
import { clean } from './rendering.ts'

/** What is known of whom a message is to. `firstNames`: the other has offered it. */
export interface Addressee {
  name?: string | undefined
  given?: string | undefined
  family?: string | undefined
  title?: string | undefined
  firstNames?: boolean | undefined
}

export function salutation(greeting: Greeting, to: Addressee): string {
  const [found, name] = withoutTitle(greeting, displayName(greeting, to))
  if (to.firstNames && to.given) return filled(greeting.first, { given: clean('c.given', to.given) })
  const title = to.title ? titleOf(greeting, to.title) || clean('c.title', to.title) : found
  if (title && (to.family || name)) {
    return filled(greeting.titled, { title, family: clean('c.family', to.family) || name })
  }
  return name ? filled(greeting.formal, { name }) : greeting.nobody
}

/** The name to show: without letters after it, '' where there is only an address. */
export function displayName(greeting: Greeting, to: Addressee): string {
  const whole = clean('c.name', to.name) || clean('c.name', `${to.given ?? ''} ${to.family ?? ''}`)
  const [first = '', ...rest] = whole.split(',')
  const kept = rest.filter((part) => !greeting.suffixes.includes(trimmed(part).toLowerCase()))
  const name = trimmed([first, ...kept].join(','))
  return name.includes('@') ? '' : name
}

const trimmed = (text: string): string => text.replace(/^ +| +$/g, '')

/** Titles split off the front of a name; of several, the first is the one to use. */
function withoutTitle(greeting: Greeting, name: string): [title: string, name: string] {
  let title = ''
  let words = name.split(' ')
  for (let found = titleOf(greeting, words[0]!); words.length > 1 && found; found = titleOf(greeting, words[0]!)) {
    title ||= found
    words = words.slice(1)
  }
  return [title, words.join(' ')]
}

const titleOf = (greeting: Greeting, word: string): string => {
  const key = trimmed(word).replace(/\.+$/, '').toLowerCase()
  return Object.hasOwn(greeting.titles, key) ? greeting.titles[key]! : ''
}

/** Values put into a pattern of ours, in one pass over the pattern. */
export function filled(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{([a-z]+)\}/g, (_, name: string) => String(values[name]))
}
