/** The phone's clock, in one place so that tests can set it. */
export const clock = { now: (): Date => new Date() }

/** The IANA zone that this phone is set to. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
