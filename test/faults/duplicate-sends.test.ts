import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, MessageAck, MessagePage } from '@parley/shared'
import t from 'tap'

import { ApiSession, HttpRefusal } from '../../scripts/delivery/api-session.ts'
import { Participant } from '../../scripts/delivery/participant.ts'
import { Random } from '../../scripts/delivery/random.ts'
import { until } from '../support/until.ts'
import { Field } from './support/field.ts'
import { patiently } from './support/patiently.ts'

/** Of one message, at once. */
const times = 20
const messages = 5
const answerMs = 15_000
/** So many who write the same are asked by a slow server to come again. */
const patienceMs = 60_000

t.setTimeout(300_000)

interface Sending {
  readonly conversationId: ConversationId
  readonly clientId: ClientId
  readonly text: string
}

/** One person, who sends by all ways there are: to each instance, over REST and over a socket. */
class Sender {
  readonly #sessions: readonly ApiSession[]
  readonly #sockets: readonly Participant[]

  private constructor(sessions: readonly ApiSession[], sockets: readonly Participant[]) {
    this.#sessions = sessions
    this.#sockets = sockets
  }

  static async open(session: ApiSession, urls: readonly string[]): Promise<Sender> {
    const sessions = urls.map((url) => session.over(url))
    const sockets = sessions.map((one) => new Participant('socket', one, [], new Random(1)))
    for (const socket of sockets) void socket.stayConnected()
    await until(() => sockets.every(({ isConnected }) => isConnected), 'the sockets are open')
    return new Sender(sessions, sockets)
  }

  /** Every different answer, of which there should be one. */
  async send(sending: Sending): Promise<unknown[]> {
    const ways = [
      ...this.#sessions.map((session) => () => post(session, sending)),
      ...this.#sockets.map((socket) => () => sendFrame(socket, sending)),
    ]
    const attempts = Array.from({ length: times / ways.length }, () => ways).flat()
    const answers = await Promise.all(attempts.map((way) => patiently(patienceMs, way).catch(codeOf)))
    return [...new Set(answers.map((answer) => JSON.stringify(answer)))].map((text) => JSON.parse(text))
  }

  close(): void {
    for (const socket of this.#sockets) socket.stop()
    for (const session of this.#sessions) session.close()
  }
}

function codeOf(error: unknown): string {
  if (error instanceof HttpRefusal) return error.code
  throw error
}

const post = (session: ApiSession, { conversationId, ...message }: Sending): Promise<MessageAck> =>
  session.call<MessageAck>('POST', `/conversations/${conversationId}/messages`, message)

async function sendFrame(socket: Participant, { conversationId, ...message }: Sending): Promise<MessageAck> {
  const { reply } = await socket.send(conversationId, message, answerMs)
  if (reply?.type === 'refusal') throw new HttpRefusal(reply.problem.status, reply.problem.code)
  if (!reply?.message) throw new Error('There was no answer in time.')
  return reply.message
}

t.test('a message is stored once, however often and by whatever way it is sent', async (t) => {
  const field = await Field.open(t)
  const [ann, bob] = [new ApiSession(...field.urls), new ApiSession(...field.urls)]
  await ann.register('ann')
  await bob.register('bob')
  const conversationId = await ann.group('Engine', [bob.userId])
  let sender = await Sender.open(bob, field.urls)
  t.teardown(() => sender.close())
  const sendings = Array.from({ length: messages }, (_, at): Sending => {
    return { conversationId, clientId: randomUUID() as ClientId, text: `message ${at}` }
  })

  const first = await Promise.all(sendings.map((sending) => sender.send(sending)))
  t.same(
    first.map((answers) => answers.length),
    sendings.map(() => 1),
    'each is answered alike',
  )
  const sendAgain = () => Promise.all(sendings.map((sending) => sender.send(sending)))
  const otherText = await Promise.all(sendings.map((one) => sender.send({ ...one, text: 'other' })))
  t.same(
    otherText,
    sendings.map(() => ['client_id_reused']),
    'other words under the same name are refused',
  )

  for (const instance of field.instances) {
    await instance.kill()
    await instance.start()
  }
  sender.close()
  sender = await Sender.open(bob, field.urls)
  t.same(await sendAgain(), first, 'after a restart too')

  const member = `/conversations/${conversationId}/members`
  await ann.call('DELETE', `${member}/${bob.userId}`)
  const areRefused = async (): Promise<boolean> =>
    (await sendAgain()).flat().every((answer) => answer === 'conversation_not_found')
  await until(areRefused, 'both instances know of the removal')
  t.same(
    await sendAgain(),
    sendings.map(() => ['conversation_not_found']),
    'who was removed is refused',
  )
  await ann.call('POST', member, { userIds: [bob.userId] })
  t.same(await sendAgain(), first, 'and answered alike as a member again')

  const { items } = await ann.call<MessagePage>('GET', `/conversations/${conversationId}/messages?limit=200`)
  const stored = items.filter(({ senderId, system }) => senderId === bob.userId && system === null)
  t.same(stored.map(({ clientId }) => clientId).sort(), sendings.map(({ clientId }) => clientId).sort())
  t.comment(`fault: ${JSON.stringify({ fault: 'F9 duplicate sends', sends: messages * times * 5 })}`)
})
