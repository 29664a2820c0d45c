import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import type { ConversationId, MessagePage } from '@parley/shared'
import t from 'tap'

import { createBackup } from '../../scripts/backup/create.ts'
import { restoreBackup } from '../../scripts/backup/restore.ts'
import { ApiSession } from '../../scripts/delivery/api-session.ts'
import { Participant } from '../../scripts/delivery/participant.ts'
import { Random } from '../../scripts/delivery/random.ts'
import { heldMessages } from '../../scripts/delivery/replica.ts'
import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'

const say = (session: ApiSession, id: ConversationId, text: string): Promise<unknown> =>
  session.call('POST', `/conversations/${id}/messages`, { clientId: randomUUID(), text })

const saySome = async (
  session: ApiSession,
  id: ConversationId,
  what: string,
  count: number,
): Promise<void> => {
  for (let number = 1; number <= count; number++) await say(session, id, `${what} ${number}`)
}

t.test('Who was connected follows a server that is taken back to a backup', async (t) => {
  const folder = await temporaryFolder(t)
  const [before, after, file] = ['before', 'after', 'backup.tar'].map((name) => join(folder, name))
  if (!before || !after || !file) throw new Error('unreachable')
  const port = await freePort()
  const server = new ServerProcess({ port, dataDir: before })
  t.teardown(() => server.kill())
  await server.start()
  const ann = new ApiSession(server.url)
  await ann.register('ann')
  const id = await ann.group('Engine', [])
  const client = new Participant('ann', ann, [id], new Random(1))
  t.teardown(() => client.stop())
  void client.stayConnected()

  await saySome(ann, id, 'kept', 5)
  await createBackup(before, file)
  await saySome(ann, id, 'lost', 12)
  const head = 1 + 5 + 12 // with the message that tells of the group's foundation
  await until(() => client.replica.revOf(id) === head, 'the client has everything')

  await server.kill()
  await restoreBackup(file, after)
  const restored = new ServerProcess({ port, dataDir: after })
  t.teardown(() => restored.kill())
  await restored.start()
  await saySome(ann, id, 'new', 3) // the session was in the backup, and so were its keys
  await until(() => client.replica.revOf(id) === 9, 'the client has followed')

  const { items } = await ann.call<MessagePage>('GET', `/conversations/${id}/messages`)
  const texts = items.map(({ text }) => text)
  t.same(texts, ['', 'kept 1', 'kept 2', 'kept 3', 'kept 4', 'kept 5', 'new 1', 'new 2', 'new 3'])
  t.same(client.replica.state().get(id), heldMessages(items))
})
