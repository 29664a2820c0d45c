import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import type { ClientId } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { textOfChanges, textOfDrafts } from '../../../api/src/adapters/sqlite-messages/batch-codec.ts'
import { openMessages, type OpenMessages } from '../../../api/src/adapters/sqlite-messages/open-messages.ts'
import { FailureNotice } from '../../../api/src/adapters/sqlite-messages/failure-notice.ts'
import { newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { rowsOf } from '../../support/databases/raw-rows.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

const conversations = [newConversationId(), newConversationId()]
const ann = newUserId()
const at = new Date('2026-01-02T03:04:05Z')

const drafts = (...texts: string[]): string =>
  textOfDrafts(
    texts.map((text, index) => ({
      conversationId: conversations[index % 2] ?? newConversationId(),
      senderId: ann,
      clientId: randomUUID() as ClientId,
      text,
      system: null,
      createdAt: at,
    })),
  )

const edit = (seq: number, text: string | null): string =>
  textOfChanges([{ conversationId: conversations[0] ?? newConversationId(), seq, senderId: ann, text, at }])

const entriesIn = (folder: string): number => rowsOf(folder, 'journal.db', 'SELECT id FROM entries').length
const textsIn = (folder: string): unknown[] =>
  rowsOf(folder, 'messages.db', 'SELECT text FROM messages ORDER BY conversation_id, seq').map(
    ({ text }) => text,
  )

/** The files as a crash at this moment would leave them. */
async function crashed(t: Parameters<typeof temporaryFolder>[0], folder: string): Promise<string> {
  const copy = await temporaryFolder(t)
  cpSync(folder, copy, { recursive: true })
  return copy
}

t.test('what was answered is in the journal, and after a crash in the tables', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  t.teardown(files.close)
  files.commits.write('append', drafts('one', 'two', 'three'))
  files.commits.write('change', edit(1, 'first'))
  const copy = await crashed(t, folder)
  t.equal(entriesIn(copy), 2)
  t.same(textsIn(copy), [], 'the tables were not committed')
  openMessages(copy).close()
  t.same(new Set(textsIn(copy)), new Set(['first', 'two', 'three']))
  t.equal(entriesIn(copy), 0)
})

t.test('once the tables are committed the journal has nothing, and is not repeated', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  t.teardown(files.close)
  files.commits.write('append', drafts('one'))
  files.commits.write('change', edit(1, 'a'))
  files.commits.write('change', edit(1, 'b'))
  files.commits.commit()
  t.equal(entriesIn(await crashed(t, folder)), 0)
  files.commits.write('change', edit(1, 'c'))
  const copy = await crashed(t, folder)
  openMessages(copy).close()
  t.same(rowsOf(copy, 'messages.db', 'SELECT text, rev FROM messages'), [{ text: 'c', rev: 4 }])
})

t.test('a crash after the tables were committed and before the journal forgot repeats nothing', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  t.teardown(files.close)
  files.commits.write('append', drafts('one'))
  for (const text of ['a', 'b']) files.commits.write('change', edit(1, text))
  const before = await crashed(t, folder)
  files.commits.commit()
  const copy = await crashed(t, folder)
  for (const name of ['journal.db', 'journal.db-wal']) cpSync(join(before, name), join(copy, name))
  rmSync(join(copy, 'journal.db-shm'))
  t.equal(entriesIn(copy), 3)
  openMessages(copy).close()
  t.same(rowsOf(copy, 'messages.db', 'SELECT text, rev FROM messages'), [{ text: 'b', rev: 3 }])
})

t.test('numbers of entries are not given out again after they were forgotten', async (t) => {
  const folder = await temporaryFolder(t)
  for (const text of ['one', 'two', 'three']) {
    const files = openMessages(folder)
    files.commits.write('append', drafts(text))
    files.close()
  }
  const files = openMessages(folder)
  t.teardown(files.close)
  files.commits.write('append', drafts('four'))
  const copy = await crashed(t, folder)
  openMessages(copy).close()
  t.same(textsIn(copy), ['one', 'two', 'three', 'four'])
})

t.test('an entry that cannot be carried out is taken back, and none of those before it', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  t.teardown(files.close)
  files.commits.write('append', drafts('one'))
  t.throws(() => files.commits.write('append', '[[1,2,3,4,5,6]]'))
  files.commits.write('append', drafts('two'))
  files.commits.catchUp()
  t.equal(files.table.heads(conversations).get(conversations[0] ?? newConversationId())?.seq, 2)
  const copy = await crashed(t, folder)
  openMessages(copy).close()
  t.same(textsIn(copy), ['one', 'two'])
})

t.test('work beside the journal that fails takes nothing of it back', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  files.commits.write('append', drafts('one'))
  t.throws(() =>
    files.writes.transaction(() => {
      throw new Error('the disk is full')
    }),
  )
  t.equal(files.writes.isBehind, true)
  files.commits.catchUp()
  t.equal(files.table.heads(conversations).size, 1)
  files.close()
  t.same(textsIn(folder), ['one'])
})

t.test('a commit of the tables that fails loses nothing that was answered', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  files.commits.write('append', drafts('one'))
  const exec = files.db.exec.bind(files.db)
  files.db.exec = (sql) => {
    if (sql !== 'COMMIT') return exec(sql)
    exec('ROLLBACK') // as SQLite itself does when the disk is full
    throw new Error('database or disk is full')
  }
  t.throws(() => files.commits.commit())
  files.db.exec = exec
  files.commits.write('append', drafts('two'))
  files.close()
  t.same(textsIn(folder), ['one', 'two'])
})

t.test(
  'a commit that fails where nobody waits for it is told once, and when it succeeds again',
  async (t) => {
    const told: (string | null)[] = []
    const files = openMessages(
      await temporaryFolder(t),
      new FailureNotice((failure) => void told.push(failure)),
    )
    t.teardown(files.close)
    const exec = files.db.exec.bind(files.db)
    files.db.exec = (sql) => {
      if (sql !== 'COMMIT') return exec(sql)
      exec('ROLLBACK')
      throw new Error('database or disk is full')
    }
    files.commits.write('append', drafts('x'.repeat(1_000_000))) // as much as is committed at once
    files.commits.commitIfDue()
    files.commits.write('append', drafts('one'))
    files.commits.commitIfDue()
    t.same(told, ['database or disk is full'])
    files.db.exec = exec
    files.commits.write('append', drafts('two'))
    files.commits.commitIfDue()
    t.same(told, ['database or disk is full', null])
  },
)

type Step =
  | { readonly kind: 'send'; readonly texts: string[] }
  | { readonly kind: 'edit'; readonly seq: number; readonly text: string | null }
  | { readonly kind: 'commit' | 'crash' | 'rollback' }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('send' as const),
      texts: fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('edit' as const),
      seq: fc.integer({ min: 1, max: 6 }),
      text: fc.option(fc.string()),
    }),
    fc.record({ kind: fc.constantFrom('commit' as const, 'crash' as const, 'rollback' as const) }),
  ),
  { maxLength: 25 },
)

t.test('whatever happens between, the tables are as if nothing had', async (t) => {
  const run = async (list: Step[]): Promise<void> => {
    const quiet = openMessages(await temporaryFolder(t))
    let folder = await temporaryFolder(t)
    let files: OpenMessages = openMessages(folder)
    for (const step of list) {
      if (step.kind === 'send' || step.kind === 'edit') {
        const kind = step.kind === 'send' ? 'append' : 'change'
        const content = step.kind === 'send' ? drafts(...step.texts) : edit(step.seq, step.text)
        const [told, expected] = [files, quiet].map(({ commits }) =>
          JSON.stringify(commits.write(kind, content)),
        )
        if (told !== expected) throw new Error(`${told} was answered in the place of ${expected}`)
      } else if (step.kind === 'commit') files.commits.commit()
      else if (step.kind === 'rollback') rollBack(files)
      else {
        const left = await crashed(t, folder)
        files.close()
        folder = left
        files = openMessages(folder)
      }
    }
    const [found, wanted] = [files, quiet].map(rows)
    quiet.close()
    files.close()
    if (found !== wanted) throw new Error(`${found} is stored in the place of ${wanted}`)
  }
  await fc.assert(fc.asyncProperty(steps, run), { numRuns: 40 })
  t.pass()
})

/** Of work beside the journal, such as indexing. */
function rollBack({ writes }: OpenMessages): void {
  try {
    writes.transaction(() => {
      throw new Error('failed')
    })
  } catch {
    // as it was meant
  }
}

function rows({ db, commits }: OpenMessages): string {
  commits.catchUp()
  return JSON.stringify(db.prepare('SELECT * FROM messages ORDER BY conversation_id, seq').all())
}
