/** What our codes of people are called: the names by which contacts are met (`codes`, `met_by`). */
import { type CodeForm, keyText, parseForm } from './code-forms.ts'

/** This server, as its codes name it. */
export const hosts = (): string[] => [globalThis.location?.host ?? '']

const names = new Map<string, string | undefined>()
const REMEMBERED = 2000

/** The name of a code of ours that stands for a person; remembered, because every view asks again. */
export function codeName(raw: string): string | undefined {
  if (!names.has(raw)) {
    if (names.size > REMEMBERED) names.clear()
    names.set(raw, nameOf(parseForm(raw, hosts())))
  }
  return names.get(raw)
}

export function nameOf(code: CodeForm): string | undefined {
  if (code.kind === 'live') return keyText(code.keyId)
  if (code.kind === 'badge') return code.token
  return code.kind === 'typed' ? code.code : undefined
}
