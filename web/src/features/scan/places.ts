/** Where somebody probably is: filled in for them, and one tap to correct. */

export interface Happening {
  id: string
  title: string
  kind: string
  start: Date
  end: Date
  cancelled?: boolean
  within?: string
}

export interface Plans {
  isGoing: (session: string) => boolean
  visitedAt: (session: string) => Date | undefined
}

const MINUTE = 60_000
/** People talk on after a talk, and at the board they have just visited. */
const LINGER = 20 * MINUTE
/** Nobody is met at one of these by being on their list. */
const PAUSES = new Set(['meal', 'break'])

/**
 * The session somebody is probably in: a poster just visited; else what they go to and is on, or
 * has just ended; else the one thing that is on. Undefined where that would be a guess among several.
 */
export function sessionNow(happenings: readonly Happening[], { isGoing, visitedAt }: Plans, now: Date): Happening | undefined {
  const time = now.getTime()
  const held = happenings.filter((it) => !it.cancelled)
  const visited = held.map((it) => ({ it, at: visitedAt(it.id)?.getTime() ?? 0 }))
    .filter(({ at }) => at > 0 && time - at < LINGER && at <= time)
    .sort((one, other) => other.at - one.at)[0]
  if (visited) return visited.it
  const on = held.filter((it) => it.start.getTime() <= time && time < it.end.getTime())
  const going = on.filter((it) => isGoing(it.id))
  if (going.length > 0) return latest(going)
  const ended = held.filter((it) => isGoing(it.id) && it.end.getTime() <= time && time - it.end.getTime() < LINGER)
  if (ended.length > 0) return latest(ended)
  const whole = on.filter((it) => !it.within)
  const real = whole.filter((it) => !PAUSES.has(it.kind))
  return real.length === 1 ? real[0] : real.length === 0 && whole.length === 1 ? whole[0] : undefined
}

/** What to choose from when the guess is wrong: on now or just over, what one goes to first. */
export function sessionsNear(happenings: readonly Happening[], { isGoing }: Plans, now: Date, most = 12): Happening[] {
  const time = now.getTime()
  const near = happenings.filter((it) => !it.cancelled && !it.within
    && it.start.getTime() - LINGER <= time && time < it.end.getTime() + 3 * LINGER)
  return near.sort((one, other) => Number(isGoing(other.id)) - Number(isGoing(one.id)) || one.start.getTime() - other.start.getTime())
    .slice(0, most)
}

const latest = (found: Happening[]): Happening | undefined =>
  found.reduce<Happening | undefined>((last, it) => (last && last.start >= it.start ? last : it), undefined)

const SMALL = new Set(('a an and are as at be before by do does for from how in into is it its new not of on one or our out over '
  + 'should than that the their them this to two up using versus vs was we were what when where which who why will with without your '
  + 'session sessions talk poster posters workshop workshops part opening closing welcome keynote panel introduction').split(' '))

/** A few words of a title that may be what was talked about, longest first said. */
export function topicsOf(title: string, most = 4): string[] {
  const parts = title.split(/[:;,.?!()“”"–—|/]+| - /)
  const topics: string[] = []
  for (const part of parts) {
    let run: string[] = []
    for (const word of [...part.trim().split(/\s+/), '']) {
      if (word && !SMALL.has(word.toLocaleLowerCase()) && !/^\d+$/.test(word) && run.length < 3) run.push(word)
      else {
        if (run.join(' ').length > 3) topics.push(run.join(' '))
        run = word && !SMALL.has(word.toLocaleLowerCase()) && !/^\d+$/.test(word) ? [word] : []
      }
    }
  }
  const shown = topics.map((topic) => topic.charAt(0).toLocaleUpperCase() + topic.slice(1))
  return [...new Set(shown)].filter((topic) => topic.length <= 40).slice(0, most)
}
