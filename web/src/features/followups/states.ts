/**
 * The state of a message: a fold over its events, the same as the server's (`states.py`), run
 * ahead on the phone. What somebody did to the text follows the order of first arrival; what
 * happened in the world outranks that, whatever the order. "Not sent" names the hand-off it undoes.
 */

export type State = 'planned' | 'edited' | 'approved' | 'cancelled' | 'handed_off' | 'sent' | 'replied'
export type EventType = 'edited' | 'approved' | 'reopened' | 'cancelled' | 'handed_off' | 'sent' | 'not_sent' | 'replied'

export interface MessageEvent {
  id: string
  type: string
  names?: string | null | undefined
}

/** `text`: the event whose text holds; `approved`: the approval in force; `handOff`: the open one. */
export interface Folded {
  state: State
  text: string | null
  approved: string | null
  handOff: string | null
}

export function fold(events: readonly MessageEvent[]): Folded {
  const first = new Map<string, MessageEvent>()
  for (const event of events) if (!first.has(event.id)) first.set(event.id, event)
  const ordered = [...first.values()]
  let state: State = 'planned'
  let text: string | null = null
  let approved: string | null = null
  for (const { id, type } of ordered) {
    if (type === 'edited' || type === 'approved') {
      [state, text, approved] = [type, id, type === 'approved' ? id : null]
    } else if (type === 'reopened') {
      [state, approved] = [text ? 'edited' : 'planned', null]
    } else if (type === 'cancelled') {
      [state, approved] = ['cancelled', null]
    }
  }
  const undone = new Set(ordered.flatMap(({ type, names }) => (type === 'not_sent' && names ? [names] : [])))
  const handOff = ordered.findLast(({ id, type }) => type === 'handed_off' && !undone.has(id))?.id ?? null
  const happened = new Set(ordered.map(({ type }) => type))
  if (happened.has('replied')) state = 'replied'
  else if (happened.has('sent')) state = 'sent'
  else if (handOff) state = 'handed_off'
  return { state, text, approved, handOff }
}
