/** The one Trusted Types policy: script addresses of our own origin, and nothing else. */
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL: (address: string) => unknown }
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes

function own(address: string): string {
  if (new URL(address, location.href).origin !== location.origin) throw new TypeError(`not a script of ours: ${address}`)
  return address
}

const policy = factory?.createPolicy('hallway', { createScriptURL: own })

/** The address of a worker of ours, in the form that the browser asks for. */
export const scriptAddress = (address: string | URL): string =>
  (policy ? policy.createScriptURL(String(address)) : own(String(address))) as string
