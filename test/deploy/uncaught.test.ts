import { once } from 'node:events'
import { randomUUID } from 'node:crypto'

import type { ConversationSummary, MessagePage } from '@parley/shared'
import t from 'tap'

import { ApiSession } from '../../scripts/delivery/api-session.ts'
import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

/** Nobody handles these; they happen when a test says so. */
const faults = `
  process.on('SIGUSR2', () => { throw new Error('nobody catches this') })
  process.on('SIGHUP', () => { void Promise.reject(new Error('nobody awaits this')) })
`
const withFaults = `--import=data:text/javascript,${encodeURIComponent(faults)}`

for (const [signal, what] of [
  ['SIGUSR2', 'nobody catches this'],
  ['SIGHUP', 'nobody awaits this'],
] as const) {
  t.test(
    `after an error that ${what.replace(' this', '')}, the process says so and ends in order`,
    async (t) => {
      const dataDir = await temporaryFolder(t)
      const env = { HOST: '127.0.0.1', NODE_OPTIONS: withFaults }
      const server = new ServerProcess({ port: await freePort(), dataDir, env })
      t.teardown(() => server.kill())
      await server.start()
      const ada = new ApiSession(server.url)
      await ada.register('ada')
      const own = { userId: ada.userId }
      const opened = await ada.call<ConversationSummary>('POST', '/conversations/direct', own)
      const messages = `/conversations/${opened.conversation.id}/messages`
      await ada.call('POST', messages, { clientId: randomUUID(), text: 'acknowledged' })
      const socket = ada.socket()
      await once(socket, 'message') // hello
      const closed = once(socket, 'close')

      t.equal(await server.endedBy(signal), 1, 'which whoever watches over it sees')
      t.match(server.output, /"msg":"an error that nobody handled: shutting down"/)
      t.match(server.output, what)
      t.equal((await closed)[0], 1012, 'its clients are told to come back')

      await server.start()
      t.match(await ada.call<MessagePage>('GET', messages), { items: [{ text: 'acknowledged' }] })
      t.equal(await server.stop(), 0)
    },
  )
}
