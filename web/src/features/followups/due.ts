import { computed } from '@preact/signals'

/** How many follow-ups are due: the number on the People tab. */
export const dueCount = computed(() => 0)
