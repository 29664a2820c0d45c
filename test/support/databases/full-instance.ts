import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'

import { limits, type ClientId, type FileId, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import { archivedTables } from '../../../api/src/adapters/sql/archive/table-archive.ts'
import type { ConversationStores } from '../../../api/src/stores/stores.ts'
import { openChat } from '../app/chat-services.ts'
import { after, day, linkRecord, scheduledRecord, sessionRecord, start, tokenRecord } from './records.ts'

const manyMessages = 3_000

type Row = Record<string, unknown>

/** A data folder with something of everything in it, and so many messages that moving them takes a while. */
export async function fillInstance(t: Pick<Test, 'teardown'>): Promise<string> {
  const chat = await openChat(t)
  const { stores, messages, reads, groups, dataDir } = chat.parts
  const [ann, bob, cem, eve] = await chat.people('ann', 'bob', 'cem', 'eve')
  const location = { country: 'SE', region: 'Skåne', city: 'Malmö 🌊', timeZone: 'Europe/Stockholm' }
  const coordinates = { latitude: 55.6, longitude: 13 }
  await stores.users.update(ann.userId, { displayName: 'Ann 安', location: { ...location, coordinates } })
  await stores.users.remove(eve.userId, after(1))

  const session = sessionRecord(ann.userId)
  await stores.sessions.put(session)
  await stores.sessions.put(sessionRecord(bob.userId))
  await stores.sessions.end(session.idHash, after(2))
  await stores.sessions.end('never seen', after(3))
  const use = { lastUsedOn: '2026-03-01', lastUsedFrom: '192.0.2.0/24' }
  await stores.tokens.create(tokenRecord(ann.userId, { name: 'Bäckup', lastUse: use }))
  await stores.tokens.create(tokenRecord(bob.userId, { expiresAt: null }))
  const record = { userId: ann.userId, address: '192.0.2.7', device: 'Firefox', tokenName: null }
  await stores.activity.append({ ...record, kind: 'registered', at: start })
  await stores.activity.append({ ...record, kind: 'token-created', at: after(4), tokenName: 'Bäckup' })
  await stores.throttles.fail('account:änn', after(5), day)

  const direct = await chat.direct(ann, bob)
  for (const text of ['one', 'two 🎈', 'thrée']) await chat.say(ann, direct, text)
  await chat.sendFile(ann, direct, 'the bytes of a file')
  await messages.edit(ann, direct, 1, 'uno')
  await messages.edit(ann, direct, 1, 'UNO')
  await messages.remove(ann, direct, 2)
  await reads.read(bob, direct, 2)
  await stores.blocks.block(bob.userId, eve.userId, after(6))
  await stores.blocks.block(ann.userId, bob.userId, after(7))
  const group = await chat.group(ann, [bob], { name: 'Ärger & Freude', clientId: randomUUID() as ClientId })
  await givePicture(stores, ann.userId)
  const link = linkRecord(group, ann.userId, { note: 'Aushang', usesMax: null, expiresAt: null })
  await stores.invitationLinks.create(link)
  await stores.invitationLinks.accept(link, cem.userId, 0, after(8))
  const silenced = { conversationId: group, userId: cem.userId, actorId: ann.userId }
  await stores.silences.silence({ ...silenced, until: after(day), at: after(8) })
  const ban = { conversationId: group, userId: eve.userId, bannedBy: ann.userId, reason: 'Wörbung' }
  await stores.bans.ban({ ...ban, bannedAt: after(8) })
  await stores.invitationLinks.revoke(group, link.id, ann.userId, after(9))
  const asked = await chat.group(cem, [], { visibility: 'closed', askToJoin: true })
  await chat.parts.joinRequests.ask(bob, asked, 'Darf ich?')
  await stores.saved.save(ann.userId, { conversationId: direct, seq: 1 }, after(8))
  await stores.scheduled.add(scheduledRecord({ userId: ann.userId, conversationId: direct }), after(8))
  const draft = { text: 'Ärger?', replyTo: 1, fileCount: 2, baseVersion: 0, at: after(9) }
  await stores.drafts.write(ann.userId, { conversationId: direct, ...draft })
  await stores.users.update(ann.userId, { privacy: { adders: 'nobody' } })
  await chat.group(cem, [ann])
  await groups.close(bob, await chat.group(bob, []))
  await chat.parts.expiry.set(ann, group, limits.expireAfterSeconds[1])
  await chat.say(ann, group, 'for a week')
  const drafts = Array.from({ length: manyMessages }, (_, at) => ({
    conversationId: group,
    senderId: bob.userId,
    clientId: randomUUID() as ClientId,
    text: `number ${at}`,
    system: null,
    createdAt: after(at),
  }))
  await stores.messages.append(drafts)
  await chat.parts.drain()
  await stores.messages.close() // or what is in the journal is not in the tables yet
  await stores.close()
  return dataDir
}

/** As drawing one would leave it. */
async function givePicture(
  { pictures, fileBytes }: Pick<ConversationStores, 'pictures' | 'fileBytes'>,
  userId: UserId,
): Promise<void> {
  const [id, bytes] = [randomUUID() as FileId, Buffer.from('the bytes of a picture')]
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  await pictures.begin({ id, ownerId: userId, dueAt: after(day) })
  for (const part of ['content', 'preview'] as const) await fileBytes.write(id, part, Readable.from([bytes]))
  await pictures.show(id, { kind: 'person', id: userId }, hash, after(day))
}

/** Every row of every table in order of its key, read by nothing of ours. */
export function dumpOf(folder: string): Record<string, Row[]> {
  const read = (file: string, query: string): Row[] => {
    using database = new DatabaseSync(join(folder, file), { readOnly: true })
    return database
      .prepare(query)
      .all()
      .map((row) => ({ ...row }))
  }
  const tables = archivedTables.map(
    ({ name, key }) => [name, read('accounts.db', orderedBy(name, key))] as const,
  )
  const messages = read('messages.db', orderedBy('messages', ['conversation_id', 'seq']))
  return Object.fromEntries([...tables, ['messages', messages]])
}

export const orderedBy = (table: string, key: readonly string[]): string =>
  `SELECT * FROM ${table} ORDER BY ${key.join(', ')}`
