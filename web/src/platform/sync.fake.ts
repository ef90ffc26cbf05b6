/** As much of the server as a phone sees, for tests: receipts, a feed, an epoch. */
import type { Problem } from './db.ts'
import type { SyncRequest } from './exchange.ts'

export type Sent = SyncRequest['entries'][number] & { id: string; kind: string }
export type Reply = Response | Promise<Response>

export const PROBLEM: Problem = { type: '/problems/refused', title: 'No', status: 422, detail: 'Not this.' }

export class Server {
  epoch = 'e1'
  feed: { kind: string; id: string; seq: number; [field: string]: unknown }[] = []
  receipts = new Map<string, { id: string; status: 'done' | 'refused' | 'later'; problem?: Problem }>()
  requests: SyncRequest[] = []
  taken: string[] = []
  judge: (entry: Sent) => 'done' | 'refused' | 'later' = () => 'done'
  inFlight = 0
  mostInFlight = 0

  change(kind: string, id: string, fields: Record<string, unknown> = {}): void {
    this.feed = [...this.feed.filter((row) => row.kind !== kind || row.id !== id), { kind, id, seq: this.seq + 1, ...fields }]
  }

  get seq(): number {
    return Math.max(0, ...this.feed.map((row) => row.seq))
  }

  async answer(request: SyncRequest): Promise<Response> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight)
    await Promise.resolve()
    this.requests.push(request)
    this.inFlight--
    if (request.epoch !== null && request.epoch !== this.epoch) return refuse({ ...PROBLEM, type: '/problems/new-epoch', status: 409, epoch: this.epoch })
    const results = (request.entries as Sent[]).map((entry) => {
      const known = this.receipts.get(entry.id)
      if (known) return known
      const status = this.judge(entry)
      const result = { id: entry.id, status, ...(status === 'refused' ? { problem: PROBLEM } : {}) }
      if (status !== 'later') {
        this.receipts.set(entry.id, result)
        if (status === 'done') this.taken.push(String(entry['name'] ?? entry.kind))
      }
      return result
    })
    const page = this.feed.filter((row) => row.seq > request.cursor).sort((a, b) => a.seq - b.seq).slice(0, 2)
    const cursor = page.at(-1)?.seq ?? request.cursor
    return json({ epoch: this.epoch, results, changes: page, cursor, more: cursor < this.seq })
  }
}

export const json = (body: unknown): Response => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
export const refuse = (problem: Problem): Response =>
  new Response(JSON.stringify(problem), { status: problem.status, headers: { 'Content-Type': 'application/problem+json' } })
