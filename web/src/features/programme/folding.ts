/**
 * Words as search compares them: without case, accents, points and signs of shape, in every script
 * that programmes come in. What is typed and what is searched pass through the same functions.
 */

/** Marks that change how a letter is said, not which letter people type; and what is not seen at all. */
const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Letters that have no accent to take off, and are typed as others all the same. */
const LETTERS: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ə: 'e',
  ς: 'σ', ґ: 'г', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ',
  ى: 'ي', ی: 'ي', ے: 'ي', ة: 'ه', ہ: 'ه', ھ: 'ه', ٱ: 'ا', ک: 'ك',
}
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')
const KATAKANA = /[\u30a1-\u30f6]/g
/** Digits of Arabic, Persian, Devanagari and Bengali. */
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g
const digitOf = (sign: string): string => String((sign.charCodeAt(0) - (sign.charCodeAt(0) < 0x900 ? 0 : 6)) % 16)
// eslint-disable-next-line no-control-regex
const PLAIN = /^[\x00-\x7f]*$/

/** "Åsa Öberg" is "asa oberg", as typed on any keyboard. */
export function folded(text: string): string {
  const lower = text.toLowerCase()
  if (PLAIN.test(lower)) return lower
  return lower.normalize('NFKD').replace(MARKS, '').normalize('NFC')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(KATAKANA, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60))
    .replace(DIGIT, digitOf)
}

/** Scripts that write no blanks between words, or little of them: any two signs may be what is looked for. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々〆'
const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu')
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')
const BETWEEN = /[\s,;:/()"“”„«»—–。、，・·！？!?[\]{}|]+/u
const SIGNS = /[^\p{L}\p{N}\p{M}]+/gu
const HAS_DIGIT = /\d/
const MOST_PARTS = 3
/** The Arabic article is written onto its word, and left out when one types. */
const ARTICLE = /^ال(?=.{3})/u

export const isUnspaced = (text: string): boolean => IS_UNSPACED.test(text)

/** What a text can be found by. */
export function indexWords(text: string): string[] {
  return chunks(text).flatMap((parts) => {
    const joined = parts.length > 1 && parts.length <= MOST_PARTS ? [parts.join('')] : []
    return [...joined, ...parts.flatMap((part) => split(part, false))]
  })
}

/** What must be found of what was typed; "P-114" is one word, as on the board. */
export function queryWords(typed: string): string[] {
  return chunks(typed).flatMap((parts) => {
    const joined = parts.join('')
    return HAS_DIGIT.test(joined) && !isUnspaced(joined) ? [joined] : parts.flatMap((part) => split(part, true))
  })
}

/** What blanks and commas divide, each as the parts that its other signs divide. */
const chunks = (text: string): string[][] =>
  folded(text).split(BETWEEN).map((chunk) => chunk.replace(SIGNS, ' ').trim().split(' ').filter(Boolean)).filter((parts) => parts.length > 0)

function split(part: string, asked: boolean): string[] {
  return (part.match(RUNS) ?? []).flatMap((run) => {
    if (isUnspaced(run)) return pairs([...run], asked)
    const bare = run.replace(ARTICLE, '')
    return bare === run || asked ? [bare] : [run, bare]
  })
}

/** Every two signs that stand together; of a text also the last alone, so that one sign is found anywhere. */
function pairs(signs: string[], asked: boolean): string[] {
  const found = signs.slice(1).map((sign, index) => `${signs[index]}${sign}`)
  return asked && found.length > 0 ? found : [...found, ...signs.slice(-1)]
}
