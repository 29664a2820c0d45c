import { randomUUID } from 'node:crypto'

import {
  openPrivacy,
  type ClientId,
  type ConversationId,
  type InvitationLinkId,
  type SessionId,
  type UserId,
} from '@parley/shared'

import type { SqlStores } from '../../../api/src/adapters/sql/stores.ts'
import type { NewConversation } from '../../../api/src/stores/conversation-store.ts'
import type { StoredAccessToken } from '../../../api/src/stores/accounts/access-token-store.ts'
import type { StoredSession } from '../../../api/src/stores/accounts/session-store.ts'
import type { NewLink } from '../../../api/src/stores/invitation-link-store.ts'
import type { ScheduledContent, ScheduledKey } from '../../../api/src/stores/scheduled-store.ts'
import type { User } from '../../../api/src/stores/user-store.ts'
import { fewAtOnce } from '../few-at-once.ts'

export const newUserId = () => randomUUID() as UserId
export const newConversationId = () => randomUUID() as ConversationId
export const newSessionId = () => randomUUID() as SessionId

export const day = 24 * 60 * 60 * 1000
export const start = new Date('2026-03-01T09:30:00.000Z')
export const after = (ms: number) => new Date(start.getTime() + ms)

/** Of a membership whose person has closed and hidden nothing, as the other one has not, and who is not silenced. */
export const nothingSet = {
  isClosed: false,
  isPeerClosed: false,
  hidesReads: false,
  hiddenSeq: null,
  silencedUntil: null,
}

export function userRecord(username: string, more: Partial<User> = {}): User {
  return {
    id: newUserId(),
    username,
    displayName: username,
    passwordHash: '$argon2id$',
    picture: null,
    bio: '',
    pronouns: '',
    statusText: '',
    location: { country: null, region: null, city: null, timeZone: null, coordinates: null },
    locationAudience: 'nobody',
    privacy: openPrivacy,
    createdAt: start,
    lastSeenAt: null,
    deletedAt: null,
    ...more,
  }
}

export function groupRecord(name: string, more: Partial<NewConversation> = {}): NewConversation {
  return { id: newConversationId(), name, topic: '', visibility: 'open', createdAt: start, ...more }
}

export function sessionRecord(userId: UserId, more: Partial<StoredSession> = {}): StoredSession {
  return {
    idHash: randomUUID(),
    sessionId: newSessionId(),
    userId,
    data: 'sealed',
    device: 'Firefox on Linux',
    address: '192.0.2.7',
    createdAt: start,
    lastSeenAt: start,
    expiresAt: after(30 * day),
    ...more,
  }
}

export function tokenRecord(userId: UserId, more: Partial<StoredAccessToken> = {}): StoredAccessToken {
  return {
    id: newSessionId(),
    hash: randomUUID(),
    userId,
    name: 'Build bot',
    scope: 'write',
    createdAt: start,
    expiresAt: after(30 * day),
    lastUse: null,
    ...more,
  }
}

export function linkRecord(
  conversationId: ConversationId,
  makerId: UserId,
  more: Partial<NewLink> = {},
): NewLink {
  return {
    id: randomUUID() as InvitationLinkId,
    hash: randomUUID(),
    conversationId,
    makerId,
    note: '',
    usesMax: 1,
    createdAt: start,
    expiresAt: after(7 * day),
    ...more,
  }
}

export function scheduledRecord(
  more: Partial<ScheduledKey & ScheduledContent> = {},
): ScheduledKey & ScheduledContent {
  return {
    userId: newUserId(),
    conversationId: newConversationId(),
    clientId: randomUUID() as ClientId,
    text: 'tea?',
    replyTo: null,
    attachments: [],
    sendAt: after(day),
    timeZone: null,
    ...more,
  }
}

export async function storedUser(
  stores: SqlStores,
  username: string,
  more: Partial<User> = {},
): Promise<User> {
  const user = userRecord(username, more)
  await stores.users.create(user)
  return user
}

export async function storedUsers(stores: SqlStores, count: number): Promise<User[]> {
  const users = Array.from({ length: count }, (_, index) => userRecord(`person${index}`))
  await fewAtOnce(users, (user) => stores.users.create(user))
  return users
}

/** All pages, one after the other, as a client would fetch them. */
export async function everyPage<Item>(page: (last: Item | null) => Promise<Item[]>): Promise<Item[]> {
  const items: Item[] = []
  for (;;) {
    const next = await page(items.at(-1) ?? null)
    if (next.length === 0) return items
    items.push(...next)
  }
}

/** How many of these were fulfilled, and why the others were not. */
export async function settle<Value>(promises: readonly Promise<Value>[]) {
  const results = await Promise.allSettled(promises)
  const values = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const reasons = results.flatMap((result): unknown[] =>
    result.status === 'rejected' ? [result.reason] : [],
  )
  return { values, reasons }
}
