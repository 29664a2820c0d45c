import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import t from 'tap'

import { restoreBackup } from '../../scripts/backup/restore.ts'
import { openChat } from '../support/app/chat-services.ts'
import { messagesIn, rowsOf, type Row } from '../support/databases/raw-rows.ts'
import { runScript } from '../support/processes/script.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'
import { Writers } from '../support/models/writers.ts'

const place = (row: Row): string => `${String(row['conversation_id'])} ${String(row['seq'])}`

/** So much that the copy of one database takes longer than people need to write into the other. */
const addBallast = async (folder: string): Promise<void> => {
  using database = new DatabaseSync(join(folder, 'accounts.db'), { timeout: 5_000 })
  database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
    INSERT INTO throttles SELECT printf('%0200d', i), 1, 1 FROM n`)
}

t.test('A backup of a server at work', async (t) => {
  const chat = await openChat(t)
  await addBallast(chat.parts.dataDir)
  const writers = new Writers(chat)
  writers.start(4)
  await until(() => writers.acknowledged.length >= 40, 'there is something to back up')
  const before = [...writers.acknowledged]
  const file = join(await temporaryFolder(t), 'backup.tar')
  const { code, said } = await runScript('backup', '--data', chat.parts.dataDir, '--to', file)
  const during = writers.acknowledged.length - before.length
  await writers.stop()
  const unsettled = (): Row[] => rowsOf(chat.parts.dataDir, 'journal.db', 'SELECT id FROM entries')
  await until(() => unsettled().length === 0, 'the tables have what was written')
  const folder = join(await temporaryFolder(t), 'data')

  t.equal(code, 0, said)
  t.ok(during > 5, `${during} messages were acknowledged meanwhile`)
  await restoreBackup(file, folder)
  const restored = new Map(messagesIn(folder).map((row) => [place(row), row]))

  t.test('has every message that was acknowledged before it began', async (t) => {
    const missing = before.filter(({ conversationId, seq }) => !restored.has(`${conversationId} ${seq}`))
    t.same(missing, [])
  })

  t.test('has each message as it is, or as it was before a change that came later', async (t) => {
    const now = new Map(messagesIn(chat.parts.dataDir).map((row) => [place(row), row]))
    t.ok(restored.size > before.length && restored.size < now.size, `${restored.size} of ${now.size}`)
    for (const [at, row] of restored) {
      const { rev, ...rest } = now.get(at) ?? {}
      if (Number(rev) === row['rev']) t.same(row, { rev, ...rest })
      else t.match(rest, { client_id: row['client_id'], created_at: row['created_at'] })
      if (Number(rev) < Number(row['rev'])) t.fail('a rev that the server never gave')
    }
  })

  t.test('is of one instant in both databases', async (t) => {
    const heads = new Map(
      rowsOf(
        folder,
        'messages.db',
        'SELECT conversation_id, max(seq) AS seq, count(*) AS n FROM messages GROUP BY 1',
      ).map((row) => [row['conversation_id'], row]),
    )
    t.same(
      [...heads.values()].filter(({ seq, n }) => seq !== n),
      [],
      'no conversation has a hole',
    )
    const readings = rowsOf(folder, 'accounts.db', 'SELECT conversation_id, read_seq FROM memberships')
    const beyond = readings.filter(
      (row) => Number(row['read_seq']) > Number(heads.get(row['conversation_id'])?.['seq'] ?? 0),
    )
    t.same(beyond, [], 'nobody has read what is not there')
    const people = new Set(rowsOf(folder, 'accounts.db', 'SELECT id FROM users').map(({ id }) => id))
    t.same(
      [...restored.values()].filter((row) => !people.has(row['sender_id'])),
      [],
      'nobody unknown has written',
    )
  })

  t.test('begins another history when it is taken back', async (t) => {
    const epochOf = (of: string) => rowsOf(of, 'messages.db', 'SELECT epoch FROM history')[0]?.['epoch']
    t.match(epochOf(folder), /^[0-9a-f]{32}$/)
    t.not(epochOf(folder), epochOf(chat.parts.dataDir))
  })
})
