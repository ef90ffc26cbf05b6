/** Each entry of the outbox in words: what it does, about whom, and what became of it. */
import type { Entry } from '../../platform/db.ts'
import { view } from '../../platform/view.ts'
import * as words from '../../words/index.ts'
import { contactFor } from '../contacts/contacts.ts'
import { programmeOf } from '../programme/programmes.ts'

const said = words.outbox

export interface Told {
  title: string
  /** What it carries, short; empty where the title says it all. */
  detail: string
}

/** Entries that need their owner: refused for ever, or set aside after many tries. */
export const needsYou = (entry: Entry): boolean => entry.state !== 'pending'

/** What an entry does, as its owner would say it. */
export function told({ kind, body }: Entry): Told {
  const name = nameOf(body)
  const field = (): string => said.fields[String(body['field'])] ?? said.fields['other'] ?? ''
  switch (kind) {
    case 'code.register': return { title: said.kinds.code, detail: '' }
    case 'card.set': return { title: said.kinds.card, detail: field() }
    case 'event.join': return { title: said.kinds.join, detail: eventName(body) }
    case 'agenda.set': return { title: agendaWords(body['value']), detail: sessionName(body) }
    case 'own.set': return { title: body['gone'] ? said.kinds.noOwn : said.kinds.own, detail: ownName(body) }
    case 'overlap.keep': return { title: body['minutes'] === null ? said.kinds.noOverlap : said.kinds.overlap, detail: eventName(body) }
    case 'changes.seen': return { title: said.kinds.changesSeen, detail: eventName(body) }
    case 'visit.add': return { title: said.kinds.visit, detail: sessionName(body) }
    case 'visit.remove': return { title: said.kinds.unvisit, detail: sessionName(body) }
    case 'revisit.set': return { title: body['value'] ? said.kinds.revisit : said.kinds.noRevisit, detail: sessionName(body) }
    case 'session_note.save': return { title: said.kinds.sessionNote(sessionName(body)), detail: said.wordCount(countWords(body['text'])) }
    case 'scan.record': return { title: said.kinds.scan(name), detail: eventName(body) }
    case 'note.save': return { title: said.kinds.note(name), detail: said.wordCount(countWords(body['text'])) }
    case 'contact.set': return { title: said.kinds.person(name), detail: field() }
    case 'encounter.set': return { title: said.kinds.meeting(name), detail: field() }
    case 'tag.set': return { title: said.kinds.tag(name), detail: String(body['tag'] ?? '') }
    case 'contact.delete': return { title: said.kinds.remove(name), detail: '' }
    case 'share.give': return { title: said.kinds.give(name), detail: '' }
    case 'share.decline': return { title: said.kinds.decline(name), detail: '' }
    case 'share.withdraw': return { title: said.kinds.withdraw(name), detail: '' }
    case 'block.set': return { title: body['value'] === false ? said.kinds.unblock(name) : said.kinds.block(name), detail: '' }
    case 'message.event': return { title: said.kinds.message(name), detail: said.messageStates[String(body['type'])] ?? '' }
    default: return { title: said.kinds.other, detail: kind }
  }
}

/** Where an entry stands, in a word or two. */
export function standing(entry: Entry): string {
  if (entry.state === 'refused') return said.states.refused
  if (entry.state === 'aside') return said.states.aside
  const tries = entry.later?.length ?? 0
  return tries > 0 ? said.states.tried(tries) : said.states.waiting
}

/** Why the server refused it, in its words; where it named fields, theirs. */
export function reason({ problem, state }: Entry): string {
  const details = problem?.errors?.map((error) => error.detail) ?? []
  if (details.length > 0) return [...new Set(details)].join(' ')
  return problem?.detail ?? (state === 'aside' ? said.asideReason : said.refusedReason)
}

/** The text of an entry that its owner can correct, and the member it stands in. */
export function editable({ kind, body }: Entry): { member: 'text' | 'value'; text: string } | undefined {
  const member = ['note.save', 'session_note.save'].includes(kind) ? 'text' : ['card.set', 'contact.set', 'encounter.set'].includes(kind) ? 'value' : undefined
  if (member === undefined || typeof body[member] !== 'string') return undefined
  return { member, text: body[member] }
}

const agendaWords = (value: unknown): string =>
  value === 'going' ? said.kinds.going : value === 'interested' ? said.kinds.interested : said.kinds.unstar

function nameOf(body: Record<string, unknown>): string {
  const id = body['contact'] ?? body['about']
  const known = id === undefined ? undefined : contactFor(String(id))?.name
  return known || said.somebody
}

const eventName = (body: Record<string, unknown>): string =>
  programmeOf(String(body['event']))?.event.short_name ?? String(body['event'] ?? '')

/** A session by its title where this phone holds the programme, else where it is. */
function sessionName(body: Record<string, unknown>): string {
  return programmeOf(String(body['event']))?.byId.get(String(body['session']))?.title ?? eventName(body)
}

/** An own item by what this entry calls it, or what it is called; one that was removed by its event. */
const ownName = (body: Record<string, unknown>): string =>
  String(body['title'] ?? view.value.get('own', String(body['own']))?.['title'] ?? eventName(body))

const countWords = (text: unknown): number => String(text ?? '').split(/\s+/).filter(Boolean).length
