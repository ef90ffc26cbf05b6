/** Everything this phone holds about its person, as one file: what the server said and what it has yet to hear. */
import { clock } from './clock.ts'
import { keepSetting, open, setting } from './db.ts'

const FORMAT = 1

export interface BackupFile {
  name: string
  text: string
}

/** Read it all. The secret behind the card code stays out: whoever had it could show this person's code. */
export async function backupFile(): Promise<BackupFile> {
  const db = await open()
  const at = clock.now().toISOString()
  const [rows, outbox, sent, account] = await Promise.all([
    db.getAll('rows'), db.getAll('outbox'), db.getAll('sent'), db.get('settings', 'account'),
  ])
  const entries = outbox.filter((entry) => entry.kind !== 'code.register')
  const acknowledged = sent.filter((entry) => entry.kind !== 'code.register')
  const held = { hallway_backup: FORMAT, made_at: at, account: account ?? null, rows, entries, acknowledged }
  return { name: `hallway-backup-${at.slice(0, 10)}.json`, text: JSON.stringify(held, null, 1) }
}

/** Remember that the file was handed to the person. */
export const keepBackupTime = (): Promise<void> => keepSetting('backup-at', clock.now().toISOString())

export const lastBackup = (): Promise<string | undefined> => setting<string>('backup-at')
