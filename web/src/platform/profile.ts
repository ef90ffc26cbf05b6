/**
 * Who this phone is: a client id and a code secret, made once with the profile, before anything
 * else. Without an account the profile *is* the person; the server learns of it at sign-in.
 */
import { v4 as uuidv4 } from 'uuid'
import { forget, open, PROFILE_KEY, setting, type Transaction, useProfile, write } from './db.ts'
import { addEntries, load, tellTabs } from './outbox.ts'
import { account } from './sync-state.ts'

const SECRET_BYTES = 32

/** Make what a profile must have, where it is missing; then show what it holds. Called at start. */
export async function openProfile(): Promise<void> {
  // Nearly always it is all there, and a start that only reads does not wait for the disk.
  const [client, owner] = await Promise.all([setting<string>('client'), setting<string>('account'), load()])
  account.value = owner ?? null
  if (!client) {
    await write(['settings', 'outbox'], async (tx) => {
      const settings = tx.objectStore('settings')
      if (await settings.get('client')) return // another tab was first
      await settings.put(uuidv4(), 'client')
      await registerCode(tx)
    })
    await load()
  }
}

/** The secret behind this phone's code; it leaves the phone for our server only. */
export async function codeSecret(): Promise<Uint8Array> {
  const secret = (await (await open()).get('settings', 'code-secret')) as Uint8Array | undefined
  if (!secret) throw new Error('the profile is not open yet')
  return secret
}

/** Another code from now on; what was met by the old one stays. */
export async function renewCode(): Promise<void> {
  await write(['settings', 'outbox'], registerCode)
  await load()
  tellTabs()
}

async function registerCode(tx: Transaction): Promise<void> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  await tx.objectStore('settings').put(secret, 'code-secret')
  await addEntries(tx, [{ kind: 'code.register', body: { secret: base64url(secret) } }])
}

/** Remove this person from this phone: what was not sent is gone. The caller starts over. */
export async function forgetProfile(): Promise<void> {
  await forget()
  account.value = null
  tellTabs()
}

/** Another tab goes on as somebody else: nothing of the one before may stay in this one. */
globalThis.addEventListener?.('storage', (event: StorageEvent) => { if (event.key === PROFILE_KEY) location.reload() })

/** Go on as somebody new; the profile in use is set aside on this phone. The caller starts over. */
export function setProfileAside(): void {
  useProfile(uuidv4())
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
