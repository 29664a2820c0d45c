import { randomBytes, randomUUID } from 'node:crypto'

import { openPrivacy, type ConversationId, type SessionId, type UserId } from '@parley/shared'
import { pino } from 'pino'

import { compose } from '../../api/src/compose.ts'
import { SessionKeeper } from '../../api/src/domain/accounts/sign-in/session-keeper.ts'
import { SealedSessions } from '../../api/src/http/session/sealed-sessions.ts'
import { SessionSeal } from '../../api/src/http/session/session-seal.ts'
import type { Places } from '../../api/src/open-stores.ts'
import { withWorkers } from '../../api/src/stores/with-workers.ts'

export interface Seeded {
  /** The Cookie header of each person. */
  readonly cookies: readonly string[]
  readonly userIds: readonly UserId[]
  /** One for each group of people that was asked for. */
  readonly conversationIds: readonly ConversationId[]
}

type Parts = Awaited<ReturnType<typeof compose>>

export const sessionKey = 'the benchmark keeps nothing secret at all'
export const benchPassword = 'a sentence for the benchmark'
const silent = pino({ level: 'silent' })
const nowhere = { kind: 'nobody' as const }

/** So that a server's answers are not waited for one by one. */
const atOnce = 8

/** Writes people with sessions, and conversations among them, without hashing a password for each. */
export async function seed(
  places: Places,
  people: number,
  groups: readonly (readonly number[])[],
): Promise<Seeded> {
  const parts = await compose(places, silent)
  try {
    const passwordHash = await parts.hasher.hash(benchPassword, 'known')
    const numbers = Array.from({ length: people }, (_, at) => at)
    const userIds = await inOrder(numbers, (at) => newUser(parts, at, passwordHash))
    const cookies = await inOrder(userIds, (userId) => newSession(parts, userId))
    const conversationIds = await inOrder(groups, (members) =>
      newConversation(
        parts,
        members.map((at) => userIds[at]),
      ),
    )
    return { cookies, userIds, conversationIds }
  } finally {
    await parts.close()
  }
}

async function inOrder<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = []
  await withWorkers([...items.entries()], atOnce, async ([at, item]) => {
    made[at] = await make(item)
  })
  return made
}

async function newUser({ stores }: Parts, at: number, passwordHash: string): Promise<UserId> {
  const id = randomUUID() as UserId
  const location = { country: null, region: null, city: null, timeZone: null, coordinates: null }
  const profile = {
    bio: '',
    pronouns: '',
    statusText: '',
    location,
    locationAudience: nowhere.kind,
    privacy: openPrivacy,
  }
  const times = { createdAt: new Date(), lastSeenAt: null, deletedAt: null }
  await stores.users.create({
    id,
    username: `bench${at}`,
    displayName: `Bench ${at}`,
    picture: null,
    passwordHash,
    ...profile,
    ...times,
  })
  return id
}

async function newSession({ stores, clock, log }: Parts, userId: UserId): Promise<string> {
  const sessions = new SealedSessions(
    new SessionKeeper(stores.sessions, clock),
    new SessionSeal([sessionKey]),
    log,
  )
  const id = randomBytes(32).toString('base64url')
  const sessionId = randomUUID() as SessionId
  const createdAt = new Date().toISOString()
  await sessions.save(id, { userId, sessionId, device: 'bench', address: '127.0.0.1', createdAt })
  return `parley=${id}`
}

async function newConversation(
  { stores }: Parts,
  members: readonly (UserId | undefined)[],
): Promise<ConversationId> {
  const [first, ...others] = members.filter((id) => id !== undefined)
  const id = randomUUID() as ConversationId
  const [second] = others
  if (!first || !second) throw new Error('A conversation needs two people.')
  if (others.length === 1)
    return (await stores.conversations.openDirect(first, second, id, new Date())).record.id
  await stores.conversations.createGroup(
    { id, name: 'Bench', topic: '', visibility: 'closed', createdAt: new Date() },
    first,
  )
  for (let from = 0; from < others.length; from += 100) {
    await stores.memberships.add(id, others.slice(from, from + 100), 0, new Date())
  }
  return id
}
