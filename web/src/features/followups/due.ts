/** What presses: the number on the People tab. */
import { computed } from '@preact/signals'
import { now } from '../../ui/now.ts'
import { everyFollowUp, type FollowUp, handedOff, openFollowUps } from './owed.ts'

/** Promises that are open, the earliest due first. */
export const promises = computed(() =>
  everyFollowUp.value.filter((each) => each.promise && each.triage !== 'let_go')
    .sort((one, other) => one.plan.dueAt.getTime() - other.plan.dueAt.getTime()))

/** Follow-ups whose day has come. */
export const dueFollowUps = computed(() => openFollowUps.value.filter((each) => each.plan.dueAt <= now.value))

export const isLate = (each: FollowUp): boolean => each.plan.overdueAfter < now.value

/** People with an open promise, a follow-up whose day has come, or a hand-off without an answer. */
export const dueCount = computed(() =>
  new Set([...promises.value, ...dueFollowUps.value, ...handedOff.value].map(({ contact }) => contact.id)).size)
