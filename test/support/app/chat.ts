import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'

import type {
  ClientId,
  ConversationId,
  FileId,
  Message,
  MessageAck,
  NewGroup,
  SessionId,
  UserId,
} from '@parley/shared'
import { limits, openPrivacy } from '@parley/shared'

import type { Viewer } from '../../../api/src/domain/viewer.ts'
import type { Stores } from '../../../api/src/open-stores.ts'
import type { User } from '../../../api/src/stores/user-store.ts'
import type { ChatServices } from './chat-services.ts'
import type { TestClock } from './clock.ts'
import type { Pretending } from '../pretending.ts'
import type { RecordingBus } from './recording-bus.ts'

export interface ChatParts extends ChatServices, Pretending {
  readonly dataDir: string
  readonly stores: Stores
  readonly clock: TestClock
  readonly bus: RecordingBus
}

/** People and what they do, in few words, for tests of the conversation services. */
export class Chat {
  readonly parts: ChatParts
  #calls = 0

  constructor(parts: ChatParts) {
    this.parts = parts
  }

  async person(username: string): Promise<Viewer> {
    const [person] = await this.people(username)
    return person
  }

  /**
   * As many as there are names, which get a number: the tests of a file share one chat. What was
   * published before they came is forgotten.
   */
  async people<Names extends string[]>(...names: Names): Promise<{ [At in keyof Names]: Viewer }> {
    this.#calls += 1
    const people = await Promise.all(names.map((name) => this.#create(`${name}.${this.#calls}`)))
    this.parts.bus.take()
    return people as { [At in keyof Names]: Viewer } // map does not keep the length of a tuple
  }

  async direct(one: Viewer, other: Viewer): Promise<ConversationId> {
    const { summary } = await this.parts.conversations.openDirect(one, other.userId)
    return summary.conversation.id
  }

  async group(
    owner: Viewer,
    members: readonly Viewer[] = [],
    group: Partial<NewGroup> = {},
  ): Promise<ConversationId> {
    const memberIds = members.map(({ userId }) => userId)
    const wanted = { name: 'Engine', visibility: 'open', memberIds, ...group } as const
    return (await this.parts.groups.create(owner, wanted)).id
  }

  say(viewer: Viewer, conversationId: ConversationId, text: string): Promise<MessageAck> {
    this.parts.clock.advance(1_000)
    return this.parts.messages.sending.send(viewer, {
      conversationId,
      clientId: randomUUID() as ClientId,
      text,
    })
  }

  /** A file of this text, in a message. */
  async sendFile(viewer: Viewer, conversationId: ConversationId, text: string): Promise<FileId> {
    const id = await this.upload(viewer, text)
    const message = { conversationId, clientId: randomUUID() as ClientId, text: '' }
    await this.parts.messages.sending.send(viewer, { ...message, attachments: [id] })
    return id
  }

  /** A file of this text, in no message. */
  async upload(viewer: Viewer, text: string): Promise<FileId> {
    const sent = { uploadId: randomUUID(), name: 'tea.txt', sentAs: '', length: null, sha256: null }
    const bytes = Readable.from([Buffer.from(text)])
    const { file } = await this.parts.uploads.receive(
      viewer,
      { ...sent, durationMs: null, wave: null },
      bytes,
    )
    return file.id
  }

  async latest(conversationId: ConversationId): Promise<Message[]> {
    const page = await this.parts.stores.messages.page(conversationId, { kind: 'latest' }, limits.pageMax)
    return page.messages
  }

  /** The events that the system messages of a group tell, in order. */
  async told(conversationId: ConversationId): Promise<string[]> {
    return (await this.latest(conversationId)).flatMap(({ system }) => (system ? [system.kind] : []))
  }

  async unread(viewer: Viewer, conversationId: ConversationId): Promise<number> {
    return (await this.parts.conversations.summary(viewer.userId, conversationId)).unread
  }

  /** By name, as the test gave it. */
  async roles(viewer: Viewer, conversationId: ConversationId): Promise<Record<string, string>> {
    const query = { after: null, limit: limits.pageMax }
    const { items } = await this.parts.memberships.members(viewer, conversationId, query)
    return Object.fromEntries(items.map(({ user, role }) => [nameOf(user.username), role]))
  }

  async #create(username: string): Promise<Viewer> {
    const userId = randomUUID() as UserId
    await this.parts.stores.users.create(userNamed(userId, username, this.parts.clock.now()))
    return { userId, sessionId: randomUUID() as SessionId, scope: null, expiresAt: new Date('2030-01-01') }
  }
}

/** As the test gave it, without the number. */
export const nameOf = (username: string): string => username.split('.')[0] ?? ''

const userNamed = (id: UserId, username: string, createdAt: Date): User => ({
  id,
  username,
  displayName: username,
  passwordHash: 'none',
  picture: null,
  bio: '',
  pronouns: '',
  statusText: '',
  location: { country: null, region: null, city: null, timeZone: null, coordinates: null },
  locationAudience: 'everyone',
  privacy: openPrivacy,
  createdAt,
  lastSeenAt: null,
  deletedAt: null,
})
