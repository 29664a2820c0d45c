import type { Edit } from '../support/processes/mutant-build.ts'

const one = (name: string, file: string, text: string, instead: string) => ({
  name,
  edits: [{ file: `api/src/${file}`, text, instead }] satisfies Edit[],
})

const access = 'domain/conversations/conversation-access.ts'
const presence = 'domain/presence/presence-service.ts'
const people = 'domain/accounts/profiles/people-service.ts'
const conversations = 'domain/conversations/conversation-service.ts'
const guard = 'domain/blocking/block-guard.ts'

/** Servers in which one surface forgets to ask who has blocked whom, or what they have set or closed. */
export const blockOmissions = [
  one(
    'who is known in memory writes to whoever has blocked them',
    access,
    'if (membership && blocks) this.#requireOpen(membership, blocks)',
    '',
  ),
  one(
    'an edit reaches whoever has blocked its author',
    access,
    'this.#requireOpen(membership, await this.#parts.guard.of(userId))',
    '',
  ),
  one(
    'a direct conversation begins',
    conversations,
    'await this.#guard.requireOpen(ownId, people)',
    'new Set()',
  ),
  one(
    'one is put into groups by whom one has blocked',
    guard,
    'allowed: ids.filter((id) => !shut.has(id)), refused',
    'allowed: ids, refused: []',
  ),
  one(
    'it is told how far one has read',
    'domain/messages/read-service.ts',
    'peerId !== null && !isApart(await this.#guard.of(viewer.userId), peerId)',
    'peerId !== null',
  ),
  one(
    'the list says how far one has read',
    'adapters/sql/conversations/inbox.ts',
    "fn.coalesce('peer.shown_read_seq', 'peer.read_seq')",
    "fn.coalesce('peer.read_seq', 'peer.shown_read_seq')",
  ),
  one(
    'it is told who types',
    'realtime/fan-out/hub.ts',
    'return known !== undefined && isApart(known, typist)',
    'return known === undefined',
  ),
  one('whoever watches is told who is there', presence, '!isApart(blocks, id)', 'blocks !== undefined'),
  one('a profile is shown', people, 'isApart(blocks, user.id)', '!blocks'),
  one(
    'people are found by a part of their name',
    'adapters/sql/accounts/user-directory.ts',
    "eb('found.username', 'not in', whoHasBlocked(db, viewerId))",
    "eb('found.username', '<>', viewerId)",
  ),
  one(
    'what the blocked write is unread and the last message',
    conversations,
    'overview(viewer.userId, positions, blocked)',
    'overview(viewer.userId, positions)',
  ),
  one('what the blocked write is found', 'domain/messages/search-service.ts', 'blocked: [...blocked],', ''),
  one(
    'whoever is blocked goes on by what is in memory',
    'domain/blocking/block-service.ts',
    'for (const userId of [blockerId, blockedId]) this.#bus.publish(userTopic(userId), event)',
    'this.#bus.publish(userTopic(blockerId), event)',
  ),
  one(
    'who takes no messages at all is put into groups',
    guard,
    'if (direct) return !direct.isPeerClosed',
    'if (direct) return true',
  ),
  one(
    'whoever is known in memory writes where it was closed to them',
    'domain/conversations/cached-person.ts',
    'isPeerClosed || blocks.blockedBy.has(peerId) ?',
    'blocks.blockedBy.has(peerId) ?',
  ),
  one(
    'it is told how far one has read who tells it to nobody',
    'domain/messages/read-service.ts',
    'isSeen && !hidesReads ?',
    'isSeen ?',
  ),
]
