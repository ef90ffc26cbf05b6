/**
 * A list of sessions as a short text for an address: nothing of it is kept anywhere else.
 *
 * Sessions are "s1", "s2", …; sorted, each is said by its distance from the one before, in groups
 * of five bits a sign (a sixth says that more follow). "1" at the start names this way of writing,
 * two signs at the end tell whether all of it arrived. A person may write "s3,s17" instead.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VERSION = '1'
const CHECK_SIGNS = 2
const MORE = 0b10_0000
const MOST_SESSIONS = 3000
const LARGEST = 10_000_000

export function encodeList(sessions: Iterable<string>): string {
  const numbers = [...new Set([...sessions].flatMap((id) => { const number = numberOf(id); return number === undefined ? [] : [number] }))].sort((a, b) => a - b)
  let signs = VERSION
  let before = 0
  for (const number of numbers) {
    let distance = number - before
    before = number
    while (distance >= MORE) {
      signs += ALPHABET[MORE | (distance % MORE)]
      distance = Math.floor(distance / MORE)
    }
    signs += ALPHABET[distance]
  }
  return signs + check(signs)
}

/** The sessions of a list; undefined where the text is none, or not all of it. */
export function decodeList(text: string): string[] | undefined {
  if (/^s\d{1,8}(?:[,.]s\d{1,8})*$/.test(text)) return bounded(text.split(/[,.]/).map((id) => Number(id.slice(1))))
  const [signs, end] = [text.slice(0, -CHECK_SIGNS), text.slice(-CHECK_SIGNS)]
  if (!signs.startsWith(VERSION) || check(signs) !== end) return undefined
  const numbers: number[] = []
  let [before, distance, scale] = [0, 0, 1]
  for (const sign of signs.slice(VERSION.length)) {
    const value = ALPHABET.indexOf(sign)
    if (value < 0 || scale > LARGEST) return undefined
    distance += (value % MORE) * scale
    scale *= MORE
    if (value >= MORE) continue
    before += distance
    numbers.push(before)
    distance = 0
    scale = 1
  }
  return scale === 1 ? bounded(numbers) : undefined
}

function bounded(numbers: number[]): string[] | undefined {
  const ids = [...new Set(numbers)]
  return ids.length > 0 && ids.length <= MOST_SESSIONS && ids.every((number) => number > 0 && number <= LARGEST) ? ids.map((number) => `s${number}`) : undefined
}

function numberOf(id: string): number | undefined {
  const number = /^s(\d{1,8})$/.exec(id)?.[1]
  return number === undefined || Number(number) > LARGEST || Number(number) === 0 ? undefined : Number(number)
}

/** Two letters or digits, so that what shortens an address at its end (a full stop, a bracket) leaves them alone. */
function check(signs: string): string {
  let sum = 7
  for (const sign of signs) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1296
  return sum.toString(36).padStart(CHECK_SIGNS, '0')
}
