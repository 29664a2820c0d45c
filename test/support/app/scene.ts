import { randomUUID } from 'node:crypto'

import type { Conversation, ConversationSummary, CreatedInvitationLink, MessageAck } from '@parley/shared'

import { signUp, testPassword, type Person, type TestApp } from './app.ts'
import { gif, setPicture, uploaded } from '../files/uploads.ts'
import { makeToken } from './sign-in.ts'

/** Somebody with a group, another person in it, and a message there. */
export interface Scene {
  readonly app: TestApp
  readonly owner: Person
  readonly other: Person
  readonly groupId: string
  /** Of a message of the owner. */
  readonly seq: number
  /** Of an access token of the owner. */
  readonly tokenId: string
  /** Of an invitation link to the group. */
  readonly linkId: string
  readonly linkToken: string
  /** The clientId of a message that the owner has scheduled there. */
  readonly scheduledId: string
  /** Of a picture that the owner has not sent. */
  readonly fileId: string
  /** Of the picture of the group, and of the other person. */
  readonly hash: string
}

export const nextName = (): string => `new.${randomUUID().slice(0, 8)}`

const aGroup = { name: 'Tea', topic: 'x', visibility: 'open' }

export async function newScene(app: TestApp): Promise<Scene> {
  const [owner, other] = [await signUp(app, nextName()), await signUp(app, nextName())]
  const post = (path: string, payload: object) =>
    app.inject({ method: 'POST', url: `/api/v1${path}`, headers: owner.headers, payload })
  const group = await post('/conversations/groups', { ...aGroup, memberIds: [other.user.id] })
  const groupId = group.json<ConversationSummary>().conversation.id
  const message = { clientId: randomUUID(), text: 'hello' }
  const ack = await post(`/conversations/${groupId}/messages`, message)
  const scheduledId = randomUUID()
  await post(`/conversations/${groupId}/scheduled`, inAnHour(scheduledId))
  const { id: tokenId } = await makeToken(app, owner)
  const link = await post(`/conversations/${groupId}/invitation-links`, {})
  const { id: linkId, token: linkToken } = link.json<CreatedInvitationLink>()
  const { id: fileId } = await uploaded(app, owner, gif)
  const { seq } = ack.json<MessageAck>()
  const hash = await pictured(app, other, '/me/picture')
  await pictured(app, owner, `/conversations/${groupId}/picture`)
  return { app, owner, other, groupId, fileId, hash, seq, scheduledId, tokenId, linkId, linkToken }
}

async function pictured(app: TestApp, person: Person, path: string): Promise<string> {
  const reply = await setPicture(app, person, path, gif)
  const { picture, conversation } = reply.json<{ picture?: string; conversation?: Conversation }>()
  const hash = picture ?? conversation?.picture
  if (!hash) throw new Error(`The picture was refused: ${reply.body}`)
  return hash
}

const inAnHour = (clientId: string) => ({
  ...{ clientId, text: 'hello' },
  sendAt: new Date(Date.now() + 3_600_000).toISOString(),
})

/** A path of the description, in this scene. */
export const pathIn = (
  { owner, other, groupId, seq, scheduledId, tokenId, linkId, linkToken, fileId, hash }: Scene,
  path: string,
): string =>
  path
    .replace('{conversationId}', groupId)
    .replace('{seq}', String(seq))
    .replace('{clientId}', scheduledId)
    .replace('{emoji}', encodeURIComponent('👍'))
    .replace('{userId}', other.user.id)
    .replace('{username}', other.user.username)
    .replace('{sessionId}', owner.sessionId)
    .replace('{tokenId}', tokenId)
    .replace('{linkId}', linkId)
    .replace('{token}', linkToken)
    .replace('{fileId}', fileId)
    .replace('{hash}/{size}', `${hash}/64`)
    .replace(/\/files$/, () => `/files?uploadId=${randomUUID()}`)

const profile = {
  displayName: 'Ann',
  bio: 'x',
  pronouns: 'x',
  statusText: 'x',
  location: {
    country: 'GB',
    region: 'England',
    city: 'London',
    timeZone: 'Europe/London',
    coordinates: { latitude: 51.5, longitude: -0.1 },
  },
  locationAudience: 'everyone',
}

const aPicture = { headers: { 'content-type': 'image/gif' }, payload: gif }

/** For each that takes bytes instead. */
export const rawBodies: Record<string, { headers: Record<string, string>; payload: Buffer }> = {
  'PUT /api/v1/me/picture': aPicture,
  'PUT /api/v1/conversations/{conversationId}/picture': aPicture,
}

/** For each operation that takes a body, one that it takes from the owner. */
export const bodies: Record<string, (scene: Scene) => Record<string, unknown>> = {
  'POST /api/v1/accounts': () => ({ username: nextName(), password: testPassword, displayName: 'New' }),
  'POST /api/v1/session': ({ owner }) => ({ username: owner.user.username, password: testPassword }),
  'PUT /api/v1/me/password': () => ({ currentPassword: testPassword, newPassword: 'another long sentence' }),
  'POST /api/v1/me/deletion': () => ({ password: testPassword }),
  'POST /api/v1/me/tokens': () => ({
    name: 'Build bot',
    scope: 'write',
    expiresInDays: 30,
    password: testPassword,
  }),
  'PATCH /api/v1/me': () => profile,
  'POST /api/v1/conversations/direct': ({ other }) => ({ userId: other.user.id }),
  'POST /api/v1/conversations/groups': ({ other }) => ({ ...aGroup, memberIds: [other.user.id] }),
  'PATCH /api/v1/conversations/{conversationId}': () => aGroup,
  'POST /api/v1/conversations/{conversationId}/members': ({ other }) => ({ userIds: [other.user.id] }),
  'PUT /api/v1/conversations/{conversationId}/silences/{userId}': () => ({ until: inAnHour('').sendAt }),
  'PUT /api/v1/conversations/{conversationId}/expiry': () => ({ expireAfterSeconds: 86_400 }),
  'POST /api/v1/conversations/{conversationId}/invitation-links': () => ({
    usesMax: 10,
    expiresInHours: 24,
    note: 'Poster',
  }),
  'POST /api/v1/conversations/{conversationId}/join-requests': () => ({ sentence: 'Please' }),
  'PUT /api/v1/conversations/{conversationId}/owner': ({ owner }) => ({ userId: owner.user.id }),
  'PUT /api/v1/conversations/{conversationId}/bans/{userId}': () => ({ reason: 'Advertising' }),
  'PUT /api/v1/conversations/{conversationId}/members/{userId}/role': () => ({ role: 'moderator' }),
  'PATCH /api/v1/conversations/{conversationId}/membership': () => ({ muted: true }),
  'PUT /api/v1/me/drafts/{conversationId}': () => ({ text: 'hel', baseVersion: Number.MAX_SAFE_INTEGER }),
  'PUT /api/v1/conversations/{conversationId}/read': () => ({ seq: 1 }),
  'POST /api/v1/conversations/{conversationId}/messages': () => ({ clientId: randomUUID(), text: 'hello' }),
  'PATCH /api/v1/conversations/{conversationId}/messages/{seq}': () => ({ text: 'hello again' }),
  'POST /api/v1/conversations/{conversationId}/scheduled': () => inAnHour(randomUUID()),
  'PATCH /api/v1/conversations/{conversationId}/scheduled/{clientId}': () => ({ text: 'hello again' }),
}
