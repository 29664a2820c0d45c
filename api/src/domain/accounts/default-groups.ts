import { ConversationId, type UserId } from '@parley/shared'
import { Compile } from 'typebox/compile'

import type { ConversationRecord, ConversationStore } from '../../stores/conversation-store.ts'
import { DomainError } from '../errors.ts'
import type { Log } from '../ports.ts'

export interface GroupEntry {
  /** @throws DomainError conversation_not_found, group_full, too_many_conversations */
  enter(userId: UserId, id: ConversationId): Promise<void>
}

const id = Compile(ConversationId)

/** So many groups may have one name; more of them are not looked at. */
const namesakesMax = 20

/** The groups of which people become members by registering. */
export class DefaultGroups {
  readonly #named: readonly string[]
  readonly #conversations: ConversationStore
  readonly #groups: GroupEntry
  readonly #log: Log
  /** Those that could not be entered, and why: whoever runs the instance reads it once. */
  readonly #failing = new Map<string, string>()

  constructor(named: readonly string[], conversations: ConversationStore, groups: GroupEntry, log: Log) {
    this.#named = named
    this.#conversations = conversations
    this.#groups = groups
    this.#log = log
  }

  /** Never throws: whoever registers has an account, whatever became of a group. */
  async join(userId: UserId): Promise<void> {
    for (const group of this.#named) {
      try {
        await this.#enter(userId, group)
        this.#failing.delete(group)
      } catch (error) {
        this.#tellOnce(group, error)
      }
    }
  }

  async #enter(userId: UserId, group: string): Promise<void> {
    const record = id.Check(group) ? await this.#conversations.byId(group) : await this.#byName(group)
    if (record?.kind !== 'group' || record.visibility !== 'open')
      throw new DomainError('conversation_not_found')
    await this.#groups.enter(userId, record.id)
  }

  /** Anyone may open a group of the same name: it is the oldest that is meant. */
  async #byName(name: string): Promise<ConversationRecord | null> {
    const after = { name, id: beforeAll }
    const found = await this.#conversations.findListed({ prefix: '', after, limit: namesakesMax })
    const namesakes = found.filter((one) => one.name !== null && keyOf(one.name) === keyOf(name))
    return namesakes.reduce<ConversationRecord | null>(
      (oldest, one) => (oldest === null || one.createdAt < oldest.createdAt ? one : oldest),
      null,
    )
  }

  #tellOnce(group: string, error: unknown): void {
    const reason = error instanceof DomainError ? error.code : String(error)
    if (this.#failing.get(group) === reason) return
    this.#failing.set(group, reason)
    this.#log.warn({ group, err: error }, 'a group of DEFAULT_GROUPS takes no newcomers')
  }
}

const beforeAll = '' as ConversationId // sorts before every id

const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase()
