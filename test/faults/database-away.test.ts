import { setTimeout as wait } from 'node:timers/promises'

import type {
  ClientId,
  ConversationId,
  ConversationSummary,
  MessageAck,
  MessagePage,
  Problem,
  ServerFrame,
  ServerFrameOf,
  SignedIn,
} from '@parley/shared'
import t, { type Test } from 'tap'

import { Field } from './support/field.ts'
import { untilServersAnswer } from './support/servers-answer.ts'
import { cookieOf } from '../support/app/cookie-of.ts'
import { control, type DatabaseServer } from '../support/databases/database-control.ts'
import { newClientId, sendFrame } from '../support/app/realtime.ts'
import type { ServerProcess } from '../support/processes/server-process.ts'
import { TestClient, type Reply } from '../support/network/ws-client.ts'

// It stops the servers that all others use, so it runs by itself: npm run test:faults

/** Two seconds are promised; what is measured here includes a busy machine. */
const toldWithinMs = 4_000
const backWithinMs = 15_000
const password = 'a sentence nobody else has'

t.setTimeout(300_000)

interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  readonly tookMs: number
}

/** What an instance is asked over REST, by one who may be signed in. */
class Caller {
  readonly url: string
  #cookie = ''

  constructor(url: string) {
    this.url = url
  }

  async ask<Body>(method: string, path: string, content?: object): Promise<Answer<Body>> {
    const startMs = performance.now()
    const response = await fetch(this.url + path, {
      method,
      headers: {
        origin: this.url,
        cookie: this.#cookie,
        ...(content && { 'content-type': 'application/json' }),
      },
      ...(content && { body: JSON.stringify(content) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const body = (isJson ? JSON.parse(text) : text) as Body
    return { status: response.status, headers: response.headers, body, tookMs: performance.now() - startMs }
  }

  /** Open until the test ends. */
  async connect(t: Test, url = this.url): Promise<TestClient> {
    const socket = await TestClient.join({ port: Number(new URL(url).port), cookie: this.#cookie })
    t.teardown(() => socket.close())
    return socket
  }

  async register(username: string): Promise<SignedIn> {
    const account = { username, displayName: username, password }
    const { headers, body } = await this.ask<SignedIn>('POST', '/api/v1/accounts', account)
    // Under the name that is read whatever port a request goes to.
    this.#cookie = cookieOf(headers.getSetCookie()).replace(/^parley-\d+/, 'parley')
    return body
  }
}

interface Question {
  readonly what: string
  readonly needs: readonly DatabaseServer[]
  readonly ask: () => Promise<Answer<unknown>>
}

/** Ann, who asks, and Bob, who has a socket, are in a conversation. */
class Talk {
  readonly ann: Caller
  readonly bob: Caller
  readonly socket: TestClient
  readonly #conversation: ConversationId

  private constructor(ann: Caller, bob: Caller, socket: TestClient, conversation: ConversationId) {
    this.ann = ann
    this.bob = bob
    this.socket = socket
    this.#conversation = conversation
  }

  static async begin(t: Test, { url }: ServerProcess): Promise<Talk> {
    const [ann, bob, cem] = [new Caller(url), new Caller(url), new Caller(url)]
    await ann.register('ann')
    const { user } = await bob.register('bob')
    await cem.register('cem')
    const path = '/api/v1/conversations/direct'
    const { body } = await ann.ask<ConversationSummary>('POST', path, { userId: user.id })
    const talk = new Talk(ann, bob, await bob.connect(t), body.conversation.id)
    t.match(await talk.send(), { status: 201, body: { seq: 1 } })
    return talk
  }

  send(clientId = newClientId()): Promise<Answer<MessageAck | Problem>> {
    return this.ann.ask('POST', `${this.#path}/messages`, { clientId, text: 'words' })
  }

  async sendOverSocket(clientId = newClientId()): Promise<{ reply: Reply; tookMs: number }> {
    const startMs = performance.now()
    const reply = await this.socket.request(sendFrame(this.#conversation, 'words', clientId))
    return { reply, tookMs: performance.now() - startMs }
  }

  async timesStored(clientId: ClientId): Promise<number> {
    const { body } = await this.ann.ask<MessagePage>('GET', `${this.#path}/messages?limit=200`)
    return body.items.filter((message) => message.clientId === clientId).length
  }

  /** One of each kind, and what it needs. */
  get questions(): readonly Question[] {
    const question = (what: string, needs: Question['needs'], ...request: Parameters<Caller['ask']>) => ({
      what,
      needs,
      ask: () => this.ann.ask(...request),
    })
    const accounts = ['mysql'] as const
    const all = ['mysql', 'mongo'] as const
    return [
      question('the documentation', [], 'GET', '/docs'),
      question('alive?', [], 'GET', '/healthz'),
      { what: 'log in', needs: accounts, ask: () => this.#logIn() },
      question('who am I', accounts, 'GET', '/api/v1/me'),
      question('change my profile', accounts, 'PATCH', '/api/v1/me', { bio: 'tea' }),
      question('find people', accounts, 'GET', '/api/v1/users?q=bob'),
      question('the list and what is unread', all, 'GET', '/api/v1/conversations'),
      question('a page of history', all, 'GET', `${this.#path}/messages`),
      question('what changed', all, 'GET', `${this.#path}/changes?after=0`),
      { what: 'send', needs: all, ask: () => this.send() },
      question('edit', all, 'PATCH', `${this.#path}/messages/1`, { text: 'other words' }),
      question('I have read', all, 'PUT', `${this.#path}/read`, { seq: 1 }),
      question('search', all, 'GET', '/api/v1/messages/search?q=words'),
      question('ready?', all, 'GET', '/readyz'),
    ]
  }

  /** Someone without a session, who would lose it, and who has no part in the talk. */
  #logIn(): Promise<Answer<unknown>> {
    return new Caller(this.ann.url).ask('POST', '/api/v1/session', { username: 'cem', password })
  }

  get #path(): string {
    return `/api/v1/conversations/${this.#conversation}`
  }
}

/** All kinds at once, and all again while the first still wait. */
async function assertTold(t: Test, talk: Talk, away: DatabaseServer): Promise<void> {
  let slowestMs = 0
  const asked = talk.questions.flatMap(({ what, needs, ask }) =>
    [0, 700].map(async (laterMs) => {
      await wait(laterMs)
      const { status, headers, body, tookMs } = await ask()
      slowestMs = Math.max(slowestMs, tookMs)
      t.ok(tookMs < toldWithinMs, `${what}: ${status} after ${Math.round(tookMs)} ms`)
      if (!needs.includes(away)) t.ok(status < 300, `${what}: served`)
      else if (what !== 'ready?')
        t.match(
          { status, body, retryAfter: headers.get('retry-after') },
          { status: 503, body: { code: 'unavailable' }, retryAfter: '2' },
          `${what}: refused`,
        )
    }),
  )
  await Promise.all(asked)
  t.comment(`the slowest answer came after ${Math.round(slowestMs)} ms`)
}

async function untilServed(t: Test, talk: Talk): Promise<void> {
  const startMs = performance.now()
  for (const { what, ask } of talk.questions) {
    while ((await ask()).status >= 300) {
      if (performance.now() - startMs > backWithinMs) throw new Error(`In vain: ${what}.`)
      await wait(100)
    }
  }
  t.comment(`all is served again ${Math.round(performance.now() - startMs)} ms after the return`)
}

const faults = [
  ['killed', 'kill', 'start'],
  ['paused', 'pause', 'resume'],
] as const

t.test('What needs a database that is away is refused in time, and served when it is back', async (t) => {
  const field = await Field.open(t, { instances: 1 })
  const [instance] = field.instances
  if (!instance) throw new Error('There is no instance.')
  const talk = await Talk.begin(t, instance)

  for (const [server, store] of [
    ['mysql', 'accounts'],
    ['mongo', 'messages'],
  ] as const) {
    for (const [how, stop, goOn] of faults) {
      await t.test(`${server} ${how}`, async (t) => {
        t.teardown(() => control(goOn, server))
        await control(stop, server)
        const [byRest, bySocket] = [newClientId(), newClientId()]
        const sent = [talk.send(byRest), talk.sendOverSocket(bySocket)] as const
        await assertTold(t, talk, server)
        t.match(await talk.ann.ask('GET', '/readyz'), {
          status: 503,
          body: { status: `out of reach: ${store}` },
        })
        t.match(await sent[0], { status: 503 }, 'the message is not acknowledged')
        const { reply, tookMs } = await sent[1]
        t.ok(tookMs < toldWithinMs, `over the socket: ${reply.type} after ${Math.round(tookMs)} ms`)
        // Who is connected is known to be a member, and a message needs the other database only.
        if (server === 'mysql') t.equal(reply.type, 'ack')
        else t.match(reply, { type: 'refusal', problem: { code: 'unavailable', retryAfterSeconds: 2 } })

        await control(goOn, server)
        await untilServersAnswer(field.places)
        await untilServed(t, talk)
        // What was refused is sent again, twice.
        const answers = [await talk.send(byRest), await talk.send(byRest)]
        t.match(answers, [{ status: 201 }, { status: 201, body: answers[0]?.body ?? {} }])
        const replies = [await talk.sendOverSocket(bySocket), await talk.sendOverSocket(bySocket)]
        t.match(replies, [{ reply: { type: 'ack' } }, { reply: { type: 'ack' } }])
        for (const clientId of [byRest, bySocket]) t.equal(await talk.timesStored(clientId), 1, 'stored once')
        t.equal(talk.socket.ended, null, 'the socket was open all the while')
      })
    }
  }
})

const isNewsOf =
  (clientId: ClientId) =>
  (frame: ServerFrame): frame is ServerFrameOf<'message' | 'resync'> =>
    frame.type === 'resync' || (frame.type === 'message' && frame.message.clientId === clientId)

t.test('Nothing needs Redis', async (t) => {
  const [one, two] = (await Field.open(t)).instances
  if (!one || !two) throw new Error('There are not two instances.')
  const talk = await Talk.begin(t, one)
  const elsewhere = await talk.bob.connect(t, two.url)
  await talk.send()
  await elsewhere.next('message')

  for (const [how, stop, goOn] of faults) {
    await t.test(`redis ${how}`, async (t) => {
      t.teardown(() => control(goOn, 'redis'))
      await control(stop, 'redis')
      await assertTold(t, talk, 'redis')
      const { reply, tookMs } = await talk.sendOverSocket()
      t.equal(reply.type, 'ack')
      t.ok(tookMs < toldWithinMs, `over the socket after ${Math.round(tookMs)} ms`)
      elsewhere.frames.splice(0)
      await control(goOn, 'redis')
      await elsewhere.next('resync')
      // The other instance may find Redis a little later: what it could not publish is told by a resync as well.
      for (let last: ServerFrame['type'] = 'resync'; last === 'resync';) {
        const clientId = newClientId()
        await talk.send(clientId)
        last = (await elsewhere.until(isNewsOf(clientId), 'the message, or that one must catch up')).type
      }
      for (const socket of [talk.socket, elsewhere]) t.equal(socket.ended, null, 'the sockets were open')
    })
  }
})
