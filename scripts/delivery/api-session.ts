import { randomUUID } from 'node:crypto'

import {
  UserId,
  type ConversationId,
  type ConversationSummary,
  type FileId,
  type UploadedFile,
} from '@parley/shared'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { WebSocket } from 'ws'

import { HttpLine, type HttpAnswer, type HttpQuestion } from './http-line.ts'

const timeoutMs = 10_000

/** As much of the answer as is used: whatever stands behind an address may answer. */
const entry = Compile(Type.Object({ user: Type.Object({ id: UserId }) }))

export class HttpRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterMs: number | null

  constructor(status: number, code: string, retryAfterMs: number | null = null) {
    super(`${status} ${code}`)
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** One person's calls, over connections of their own; of several addresses each takes its turn. */
export class ApiSession {
  readonly #urls: readonly string[]
  readonly #line = new HttpLine()
  #turn = 0
  readonly password: string = randomUUID()
  username = ''
  cookie = ''
  userId = '' as UserId
  /** What the server allows one address, as it said last; null when it does not say. */
  requestsPerMinute: number | null = null

  constructor(...urls: string[]) {
    this.#urls = urls
  }

  async register(username: string): Promise<void> {
    this.username = username
    await this.#enter('/accounts', { username, password: this.password, displayName: username })
  }

  async signIn(username: string, password: string): Promise<void> {
    this.username = username
    await this.#enter('/session', { username, password })
  }

  async group(name: string, memberIds: readonly UserId[]): Promise<ConversationId> {
    const body = { name, visibility: 'closed', memberIds }
    return (await this.call<ConversationSummary>('POST', '/conversations/groups', body)).conversation.id
  }

  /** The same session by other connections, to these addresses alone. */
  over(...urls: string[]): ApiSession {
    const other = new ApiSession(...urls)
    Object.assign(other, { username: this.username, cookie: this.cookie, userId: this.userId })
    return other
  }

  /** @throws HttpRefusal for every answer that is not a success; Error when there is none */
  async call<Body>(method: string, path: string, body?: object, withinMs = timeoutMs): Promise<Body> {
    return (await this.#ask(method, path, body, withinMs)).body as Body
  }

  /** @param uploadId the same for each attempt, so that there is one file of it. Throws as `call` does. */
  async upload(uploadId: string, content: string, withinMs = timeoutMs): Promise<FileId> {
    const path = `/files?uploadId=${uploadId}`
    const { body } = await this.#ask('POST', path, Buffer.from(content), withinMs, {
      'x-file-name': 'file.txt',
    })
    return (body as UploadedFile).file.id
  }

  socket(): WebSocket {
    const url = this.#nextUrl()
    const { origin } = new URL(url)
    return new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/realtime`, {
      headers: { cookie: this.cookie, origin },
    })
  }

  /** Of the connections; the session itself goes on. */
  close(): void {
    this.#line.close()
  }

  async #enter(path: string, body: object): Promise<void> {
    const { body: answer, headers } = await this.#ask('POST', path, body, timeoutMs)
    if (!entry.Check(answer)) throw new Error('What answers there is not Parley.')
    const cookies = headers['set-cookie'] ?? []
    const named = cookies.map((cookie) => cookie.split(';')[0])
    // the plain name is read at every address, whatever its port
    this.cookie = named.map((cookie) => cookie?.replace(/^parley-\d+/, 'parley')).join('; ')
    this.userId = answer.user.id
  }

  async #ask(
    method: string,
    path: string,
    body: HttpQuestion['body'],
    withinMs: number,
    more: HttpQuestion['headers'] = {},
  ): Promise<HttpAnswer> {
    const url = new URL(`${this.#nextUrl()}/api/v1${path}`)
    const headers = { ...more, origin: url.origin, ...(this.cookie !== '' && { cookie: this.cookie }) }
    const answer = await this.#line.ask({ method, url, headers, body, withinMs })
    this.requestsPerMinute = Number(answer.headers['ratelimit-limit']) || null
    if (answer.status >= 200 && answer.status < 300) return answer
    const waitSeconds = Number(answer.headers['retry-after'])
    throw new HttpRefusal(answer.status, codeOf(answer.body), waitSeconds > 0 ? waitSeconds * 1_000 : null)
  }

  #nextUrl(): string {
    const url = this.#urls[this.#turn++ % this.#urls.length]
    if (url === undefined) throw new Error('A session needs an address.')
    return url
  }
}

const codeOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : 'no code'
