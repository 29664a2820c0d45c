import { pino } from 'pino'
import t from 'tap'

import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'

type Fail = () => never
type Services = RealtimeTest['app']['parts']['services']

/** Each frame with the service that its handler calls. */
const breakers: Record<'send' | 'read' | 'typing' | 'watch', (services: Services, fail: Fail) => void> = {
  send: ({ messages: { sending } }, fail) => {
    sending.begin = (_viewer, _sending, { reject }) => void Promise.resolve(fail()).catch(reject)
  },
  read: ({ reads }, fail) => void (reads.read = fail),
  typing: ({ access }, fail) => void (access.membership = fail),
  watch: ({ presence }, fail) => void (presence.of = fail),
}

/** Whatever may be thrown, in whatever way. */
const thrown: readonly unknown[] = [new Error('SELECT * FROM secrets'), 'a text', undefined, null, 17, {}]

const failures: readonly Fail[] = thrown.flatMap((what) => [
  () => {
    throw what
  },
  // a rejection is what an asynchronous handler throws
  (() => Promise.reject(what)) as unknown as Fail,
])

t.test('whatever a handler throws, its frame is refused and all others are served', async (t) => {
  const lines: string[] = []
  const logger = pino({ level: 'error' }, { write: (line) => void lines.push(line) })
  const test = await RealtimeTest.start(t, { logger })
  const [ann, bob] = await test.people('ann', 'bob')
  const conversationId = await test.direct(ann, bob)
  const [client, other] = [await test.connect(ann), await test.connect(bob)]
  await client.request(sendFrame(conversationId, 'first'))
  const frames = [
    sendFrame(conversationId, 'hello'),
    { type: 'read' as const, conversationId, seq: 1 },
    { type: 'typing' as const, conversationId },
    { type: 'watch' as const, userIds: [bob.user.id] },
  ]

  const { services } = test.app.parts
  for (const frame of frames) {
    for (const fail of failures) {
      breakers[frame.type](services, fail)
      lines.length = 0
      const reply = await client.request(frame)
      restore(services)
      t.match(reply, { type: 'refusal', problem: { code: 'internal', status: 500 } }, frame.type)
      t.notMatch(JSON.stringify(reply), 'secrets')
      t.equal(lines.length, 1, 'and the log says so once')
    }
    t.match(await client.request(frame), { type: 'ack' }, `${frame.type} is served again`)
    t.match(await other.request({ type: 'typing', conversationId }), { type: 'ack' })
  }
  t.equal(client.ended, null)
})

/** What a test put over the methods of the classes is taken away. */
function restore({ messages: { sending }, reads, access, presence }: Services): void {
  Reflect.deleteProperty(sending, 'begin')
  Reflect.deleteProperty(reads, 'read')
  Reflect.deleteProperty(access, 'membership')
  Reflect.deleteProperty(presence, 'of')
}
