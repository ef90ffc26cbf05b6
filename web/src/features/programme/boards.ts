/** Boards of posters, in the order in which they stand in a hall, and as people type them. */

type Run = string | number

const RUN = /\d+|\p{L}+/gu
const known = new Map<string, Run[]>()

/** "W.003" is `['w', 3]`: signs between do not count. */
function runsOf(board: string): Run[] {
  const held = known.get(board)
  if (held) return held
  const runs = (board.toLowerCase().match(RUN) ?? []).map((run) => (/^\d/.test(run) ? Number(run) : run))
  known.set(board, runs)
  return runs
}

/** P2 comes before P10, and 12 before 12a; a row without letters before those with. What has no board comes first. */
export function compareBoards(a = '', b = ''): number {
  if (a === b) return 0 // as nearly all are that have none
  const [one, other] = [runsOf(a), runsOf(b)]
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = compareRuns(one[at], other[at])
    if (difference !== 0) return difference
  }
  return a < b ? -1 : a > b ? 1 : 0
}

function compareRuns(a: Run | undefined, b: Run | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1
  return a < b ? -1 : 1
}

/** Whether somebody who types this means that board: 114 is P-114, and so are p114 and P-114. */
export function isBoard(board: string, typed: string): boolean {
  const [runs, asked] = [runsOf(board), runsOf(typed)]
  if (asked.length === 0) return false
  const tail = asked.length <= runs.length ? runs.slice(runs.length - asked.length) : []
  return tail.length > 0 && tail.every((run, at) => run === asked[at])
}

/** Whether that board may be meant once more is typed. */
export function mayBeBoard(board: string, typed: string): boolean {
  const asked = plain(typed)
  const [whole, digits] = [plain(board), plain(board.replace(/^\D+/, ''))]
  return asked !== '' && (whole.startsWith(asked) || digits.startsWith(asked) || digits.replace(/^0+/, '').startsWith(asked))
}

const plain = (text: string): string => (text.toLowerCase().match(RUN) ?? []).join('')
