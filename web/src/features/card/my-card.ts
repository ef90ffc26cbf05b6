/** My card as it stands on this phone: the server's, with what was changed here on top. */
import { computed } from '@preact/signals'
import { post } from '../../platform/outbox.ts'
import { registerFold, view } from '../../platform/view.ts'

export type CardFields = Partial<Record<string, unknown>> & { name?: string; headline?: string; institution?: string; pitch_line?: string }

interface CardRow {
  fields?: CardFields
  presets?: unknown
}

const row = computed(() => (view.value.get('card', 'me') as CardRow | undefined) ?? {})

export const myCard = computed((): CardFields => row.value.fields ?? {})

export const setCardField = (field: string, value: unknown): Promise<unknown> => post('card.set', { field, value })

export function registerCardFolds(): void {
  registerFold('card.set', (seen, { state, body }) => {
    if (state === 'refused') return
    const { field, value } = body as { field: string; value: unknown }
    const before = (seen.get('card', 'me') as CardRow | undefined)?.fields ?? {}
    seen.put('card', 'me', field === 'presets' ? { presets: value } : { fields: { ...before, [field]: value } })
  })
}
