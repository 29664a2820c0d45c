import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, ConversationSummary } from '@parley/shared'
import type { Test } from 'tap'

import type { RealtimeOptions } from '../../../api/src/realtime/realtime-parts.ts'
import { buildTestApp, signUp, type Overrides, type Person, type TestApp } from './app.ts'
import { cheapHasher } from './cheap-hasher.ts'
import { TestClient } from '../network/ws-client.ts'
import type { TestToken } from './sign-in.ts'

export interface RealtimeOverrides extends Omit<Overrides, 'realtime'> {
  readonly realtime?: Partial<RealtimeOptions>
}

/** The whole application on a real port, with people who connect to it over real sockets. */
export class RealtimeTest {
  readonly app: TestApp
  readonly port: number
  readonly #t: Pick<Test, 'teardown'>

  private constructor(t: Pick<Test, 'teardown'>, app: TestApp, port: number) {
    this.#t = t
    this.app = app
    this.port = port
  }

  static async start(t: Test, { realtime, ports, ...rest }: RealtimeOverrides = {}): Promise<RealtimeTest> {
    const app = await buildTestApp(t, {
      ...rest,
      ports: { hasher: cheapHasher(), ...ports },
      ...(realtime && { realtime }),
    })
    const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
    return new RealtimeTest(t, app, port)
  }

  async people<const Names extends readonly string[]>(
    ...names: Names
  ): Promise<{ [At in keyof Names]: Person }> {
    const people: Person[] = []
    for (const name of names) people.push(await signUp(this.app, name))
    return people as unknown as { [At in keyof Names]: Person }
  }

  /** Connected and greeted. */
  async connect(person: Person): Promise<TestClient> {
    const client = await TestClient.join({ port: this.port, cookie: person.cookie })
    this.#t.teardown(() => client.close())
    return client
  }

  /** As a program that has a token, which names no origin. */
  async connectWith({ headers }: Pick<TestToken, 'headers'>): Promise<TestClient> {
    const client = await TestClient.join({ port: this.port, origin: '', headers })
    this.#t.teardown(() => client.close())
    return client
  }

  async call<Body>(
    person: Person,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
  ) {
    const reply = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: person.headers,
      ...(payload && { payload }),
    })
    if (reply.statusCode >= 400) throw new Error(`${method} ${path}: ${reply.body}`)
    return (reply.body === '' ? null : reply.json()) as Body
  }

  async direct(a: Person, b: Person): Promise<ConversationId> {
    const body = { userId: b.user.id }
    return (await this.call<ConversationSummary>(a, 'POST', '/conversations/direct', body)).conversation.id
  }

  async group(owner: Person, ...members: Person[]): Promise<ConversationId> {
    const body = { name: 'Tea', visibility: 'closed', memberIds: members.map(({ user }) => user.id) }
    return (await this.call<ConversationSummary>(owner, 'POST', '/conversations/groups', body)).conversation
      .id
  }
}

export const sendFrame = (conversationId: ConversationId, text: string, clientId = newClientId()) =>
  ({ type: 'send', conversationId, clientId, text }) as const

export const newClientId = (): ClientId => randomUUID() as ClientId
