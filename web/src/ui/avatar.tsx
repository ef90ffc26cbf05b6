const COLOURS = 6

/** A colour that stays with a name or a track: repeats it, never says it alone. */
export function colourOf(name: string): string {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return `var(--t-${(sum % COLOURS) + 1})`
}

/** First letters of the first and the last word: "Åsa Öberg" is "ÅÖ". */
export function initials(name: string): string {
  const names = name.trim().split(/\s+/).filter((part) => /\p{L}/u.test(part))
  const ends = names.length > 1 ? [names[0], names.at(-1)] : names
  return ends.map((part) => [...(part?.replace(/^[^\p{L}]+/u, '') ?? '')][0] ?? '').join('').toLocaleUpperCase()
}

export function Avatar({ name, size }: { name: string; size?: 's' | 'm' | 'l' }) {
  return <span class={size ? `av ${size}` : 'av'} style={{ '--c': colourOf(name) }} aria-hidden="true">{initials(name) || '·'}</span>
}
