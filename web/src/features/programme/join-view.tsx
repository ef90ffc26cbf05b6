import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../ui/controls.tsx'
import { Empty } from '../../ui/empty.tsx'
import { go, link } from '../../ui/router.ts'
import { Screen } from '../../ui/screen.tsx'
import * as words from '../../words/index.ts'
import { findEvent, type Found, joinEvent } from './joining.ts'
import { knowEvent } from './programmes.ts'

const said = words.adding.join

/** The link of an event that this phone does not know: asks before it joins. */
export function Join({ slug }: { slug: string }) {
  const [found, setFound] = useState<Found>()
  const look = (): void => {
    setFound(undefined)
    void findEvent(slug).then(async (answer) => {
      // An event that everybody finds needs no question.
      if (answer.kind === 'found' && !answer.event.private) await knowEvent(answer.event)
      else setFound(answer)
    })
  }
  useEffect(look, [slug])
  useEffect(() => {
    addEventListener('online', look)
    return () => removeEventListener('online', look)
  }, [slug])
  const title = words.programme.title
  if (found?.kind === 'gone') {
    return <Screen title={title}><Empty title={said.gone.title} act={<Button href={link('today')}>{said.gone.act}</Button>}>{said.gone.body}</Empty></Screen>
  }
  if (found?.kind === 'unreachable') {
    return <Screen title={title}><Empty title={said.unreachable.title} act={<Button onClick={look}>{said.unreachable.act}</Button>}>{said.unreachable.body}</Empty></Screen>
  }
  if (!found) return <Screen title={title}><p class="hint" role="status">{said.asking}</p></Screen>
  const { event } = found
  return (
    <Screen title={said.title(event.name)}>
      <p class="prose join"><b>{said.line(event)}</b><br />{said.body}</p>
      <div class="stack">
        <Button full onClick={() => joinEvent(event)}>{said.yes}</Button>
        <Button full look="line" onClick={() => go(link('today'), { replace: true })}>{said.no}</Button>
      </div>
    </Screen>
  )
}
