/**
 * The one place that talks to the server. It never throws for what a network does: every outcome
 * that a caller must mind is a kind of `Answer`.
 *
 * Only our server's own words count. A captive portal answers 200 with a page of HTML, a proxy 403
 * with another: both mean "not reached yet", so both are `unavailable`.
 */
import type { Problem } from './db.ts'

export type Answer =
  | { kind: 'accepted'; status: number; body: unknown }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'signed-out' }
  /** `status` where our own server said "not now"; nothing where it was not reached. */
  | { kind: 'unavailable'; status?: number; retryAfterSeconds?: number; detail?: string }

export interface CallOptions {
  timeoutMs?: number
  /** Gives up when somebody does. */
  signal?: AbortSignal
}

/** Statuses that say "not now" rather than "no". */
const NOT_NOW = new Set([408, 425, 429])
const TIMEOUT_MS = 20_000

/** Ask our server; `body` is sent as JSON, a form as a form. */
export async function call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
  const json = body !== undefined && !(body instanceof FormData)
  const late = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  try {
    const response = await fetch(path, {
      method,
      headers: { Accept: 'application/json', ...(json ? { 'Content-Type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body as FormData }),
      redirect: 'error',
      signal: options.signal ? AbortSignal.any([late, options.signal]) : late,
    })
    return await understand(response)
  } catch {
    return { kind: 'unavailable' } // no network, a reply cut short, or none in time
  }
}

/** A picture of ours; undefined: not reached. */
export async function getPicture(path: string): Promise<Blob | undefined> {
  try {
    const response = await fetch(path, { redirect: 'error', signal: AbortSignal.timeout(3 * TIMEOUT_MS) })
    return response.ok && response.headers.get('Content-Type')?.startsWith('image/') ? await response.blob() : undefined
  } catch {
    return undefined
  }
}

export const get = (path: string, options?: CallOptions): Promise<Answer> => call('GET', path, undefined, options)

async function understand(response: Response): Promise<Answer> {
  const { status } = response
  const type = response.headers.get('Content-Type') ?? ''
  if (status === 204) return { kind: 'accepted', status, body: undefined }
  if (response.ok && type.startsWith('application/json')) return { kind: 'accepted', status, body: await response.json() }
  if (!type.startsWith('application/problem+json')) return { kind: 'unavailable' }
  if (status === 401) return { kind: 'signed-out' }
  const problem = (await response.json()) as Problem
  if (status >= 500 || NOT_NOW.has(status)) return { kind: 'unavailable', status, detail: problem.detail, ...retryAfter(response) }
  return { kind: 'refused', problem }
}

/** Seconds, or an HTTP date, as the header may say either. */
function retryAfter(response: Response): { retryAfterSeconds?: number } {
  const said = response.headers.get('Retry-After')
  if (!said) return {}
  const seconds = /^\d+$/.test(said) ? Number(said) : Math.ceil((Date.parse(said) - Date.now()) / 1000)
  return seconds > 0 ? { retryAfterSeconds: seconds } : {}
}
