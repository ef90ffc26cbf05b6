import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { backupFile, keepBackupTime, lastBackup } from './backup.ts'
import { write } from './db.ts'
import { post } from './outbox.ts'
import { openProfile } from './profile.ts'

test('a backup holds every row and entry, and not the secret of the code', async () => {
  await openProfile()
  await post('note.save', { note: 'n1', text: 'Discharge lists' })
  await write(['rows'], (tx) => tx.objectStore('rows').put({ kind: 'contact', id: 'c1', name: 'Elin Vasstrand' }))

  const { name, text } = await backupFile()

  const held = JSON.parse(text) as { rows: { name: string }[]; entries: { kind: string; body: { text: string } }[] }
  expect(name).toMatch(/^hallway-backup-\d{4}-\d\d-\d\d\.json$/)
  expect(held.rows.map((row) => row.name)).toEqual(['Elin Vasstrand'])
  expect(held.entries.map((entry) => entry.body.text)).toEqual(['Discharge lists'])
  expect(text).not.toContain('secret')
})

test('when the last backup was made is remembered', async () => {
  expect(await lastBackup()).toBeUndefined()
  await keepBackupTime()
  expect(Date.parse((await lastBackup()) ?? '')).toBeGreaterThan(0)
})
