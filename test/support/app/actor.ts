import { randomUUID } from 'node:crypto'
import { once } from 'node:events'

import type {
  ConversationId,
  ConversationSummary,
  FileId,
  SignedIn,
  UploadedFile,
  UserId,
} from '@parley/shared'
import { WebSocket } from 'ws'

import { cookieOf } from './cookie-of.ts'

export const actorPassword = 'a sentence nobody else has'

export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
  /** What the upload of a recording says of it, as parameters. */
  readonly recorded?: string
}

/** Somebody who talks with the server over its API. */
export class Actor {
  readonly #url: string
  #cookie = ''
  id = '' as UserId

  constructor(url: string) {
    this.#url = url
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        origin: this.#url,
        cookie: this.#cookie,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    this.#cookie = cookieOf(response.headers.getSetCookie()) || this.#cookie
    return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
  }

  async register(username: string, displayName: string): Promise<this> {
    const account = { username, displayName, password: actorPassword }
    const { user } = await this.call<SignedIn>('POST', '/accounts', account)
    this.id = user.id
    return this
  }

  /** There until the server stops. */
  async goOnline(): Promise<void> {
    const headers = { origin: this.#url, cookie: this.#cookie }
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/api/v1/realtime`, { headers })
    socket.on('message', () => socket.send('{"type":"pong"}'))
    await once(socket, 'message')
  }

  async direct(other: Actor): Promise<ConversationId> {
    const summary = await this.call<ConversationSummary>('POST', '/conversations/direct', {
      userId: other.id,
    })
    return summary.conversation.id
  }

  async group(
    name: string,
    topic: string,
    members: readonly Actor[],
    visibility = 'open',
  ): Promise<ConversationId> {
    const memberIds = members.map(({ id }) => id)
    const group = { name, topic, visibility, memberIds }
    const { conversation } = await this.call<ConversationSummary>('POST', '/conversations/groups', group)
    return conversation.id
  }

  async say(conversationId: ConversationId, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.call('POST', `/conversations/${conversationId}/messages`, { clientId: randomUUID(), text })
    }
  }

  async sendFiles(conversationId: ConversationId, text: string, files: readonly NamedBytes[]): Promise<void> {
    const attachments: FileId[] = []
    for (const file of files) attachments.push(await this.#upload(file))
    const message = { clientId: randomUUID(), text, attachments }
    await this.call('POST', `/conversations/${conversationId}/messages`, message)
  }

  async #upload({ name, bytes, recorded = '' }: NamedBytes): Promise<FileId> {
    const response = await fetch(`${this.#url}/api/v1/files?uploadId=${randomUUID()}${recorded}`, {
      method: 'POST',
      headers: {
        origin: this.#url,
        cookie: this.#cookie,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(name),
      },
      body: Buffer.from(bytes),
    })
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
    const { file } = (await response.json()) as UploadedFile
    return file.id
  }
}
