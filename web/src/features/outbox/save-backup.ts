import { backupFile, keepBackupTime } from '../../platform/backup.ts'
import { saveFile } from '../../ui/save-file.ts'

/** Hand the person one file with everything this phone holds. */
export async function saveBackup(): Promise<void> {
  const { name, text } = await backupFile()
  saveFile(name, text, 'application/json')
  await keepBackupTime()
}
