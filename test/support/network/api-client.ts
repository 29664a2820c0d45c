import { randomUUID } from 'node:crypto'

import {
  errors,
  type ConversationId,
  type ConversationSummary,
  type ErrorCode,
  type Me,
  type NewGroup,
  type UserId,
} from '@parley/shared'
import type { LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'

import { anonymous, buildTestApp, signUp, type TestApp } from '../app/app.ts'
import { cheapHasher } from '../app/cheap-hasher.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One person's requests to the API, by `inject`. */
export class ApiClient {
  readonly userId: UserId
  readonly username: string
  readonly #app: TestApp
  readonly headers: Record<string, string>

  constructor(app: TestApp, user: Pick<Me, 'id' | 'username'>, headers: Record<string, string>) {
    this.userId = user.id
    this.username = user.username
    this.#app = app
    this.headers = headers
  }

  call(method: Method, path: string, payload?: object): Promise<LightMyRequestResponse> {
    const url = `/api/v1${path}`
    return this.#app.inject({ method, url, headers: this.headers, ...(payload && { payload }) })
  }

  get(path: string): Promise<LightMyRequestResponse> {
    return this.call('GET', path)
  }

  post(path: string, payload?: object): Promise<LightMyRequestResponse> {
    return this.call('POST', path, payload)
  }

  put(path: string, payload?: object): Promise<LightMyRequestResponse> {
    return this.call('PUT', path, payload)
  }

  patch(path: string, payload: object): Promise<LightMyRequestResponse> {
    return this.call('PATCH', path, payload)
  }

  delete(path: string): Promise<LightMyRequestResponse> {
    return this.call('DELETE', path)
  }

  async group(members: readonly ApiClient[] = [], group: Partial<NewGroup> = {}): Promise<ConversationId> {
    const memberIds = members.map(({ userId }) => userId)
    const payload = { name: 'Engine', visibility: 'open', memberIds, ...group }
    const reply = await this.post('/conversations/groups', payload)
    return reply.json<ConversationSummary>().conversation.id
  }

  async direct(other: ApiClient): Promise<ConversationId> {
    const reply = await this.post('/conversations/direct', { userId: other.userId })
    return reply.json<ConversationSummary>().conversation.id
  }

  say(
    conversationId: string,
    text: string,
    clientId: string = randomUUID(),
  ): Promise<LightMyRequestResponse> {
    return this.post(`/conversations/${conversationId}/messages`, { clientId, text })
  }
}

export class Api {
  readonly app: TestApp
  readonly nobody: ApiClient
  #calls = 0

  constructor(app: TestApp) {
    this.app = app
    this.nobody = new ApiClient(app, { id: randomUUID() as UserId, username: 'nobody' }, anonymous)
  }

  /** Signed in, as many as there are names, which get a number: the tests of a file share one application. */
  async people<Names extends string[]>(...usernames: Names): Promise<{ [At in keyof Names]: ApiClient }> {
    this.#calls += 1
    const people = await Promise.all(usernames.map((name) => signUp(this.app, `${name}.${this.#calls}`)))
    const clients = people.map(({ user, headers }) => new ApiClient(this.app, user, headers))
    return clients as { [At in keyof Names]: ApiClient } // map does not keep the length of a tuple
  }
}

export const openApi = async (t: Test): Promise<Api> =>
  new Api(await buildTestApp(t, { ports: { hasher: cheapHasher() } }))

/** That a reply is this refusal, in the form of all refusals. */
export function refused(t: Test, reply: LightMyRequestResponse, code: ErrorCode, what: string = code): void {
  const [status, title] = errors[code]
  t.match(reply.json(), { code, status, title, type: 'about:blank' }, what)
  t.equal(reply.statusCode, status, what)
  t.match(reply.headers['content-type'], 'application/problem+json')
}
