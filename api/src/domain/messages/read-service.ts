import type { ConversationId, UserId } from '@parley/shared'

import { conversationTopic, userTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import type { ActionRates } from '../action-rates.ts'
import { isApart, type BlockGuard } from '../blocking/block-guard.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { GroupCommit } from './writing/group-commit.ts'
import type { Viewer } from '../viewer.ts'

interface ReadPosition {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly seq: number
}

export interface ReadParts {
  readonly access: ConversationAccess
  readonly guard: BlockGuard
  readonly actionRates: ActionRates
  readonly memberships: MembershipStore
  readonly messages: MessageStore
  readonly bus: Bus
}

/** How far people have read. A position only ever moves forward. */
export class ReadService {
  readonly #access: ConversationAccess
  readonly #guard: BlockGuard
  readonly #actionRates: ActionRates
  readonly #memberships: MembershipStore
  readonly #messages: MessageStore
  readonly #bus: Bus
  readonly #positions = new GroupCommit((positions: ReadPosition[]) => this.#store(positions), {
    keyOf: ({ conversationId }) => conversationId,
  })

  constructor({ access, guard, actionRates, memberships, messages, bus }: ReadParts) {
    this.#access = access
    this.#guard = guard
    this.#actionRates = actionRates
    this.#memberships = memberships
    this.#messages = messages
    this.#bus = bus
  }

  /**
   * Everything up to `seq` is read; of a seq that does not exist yet, everything there is. What was read before, or is
   * not there for the viewer, is sent to nobody.
   * @throws DomainError conversation_not_found, overloaded, rate_limited
   */
  async read(viewer: Viewer, conversationId: ConversationId, seq: number): Promise<void> {
    this.#actionRates.require(viewer.userId, 'read')
    const { peerId, hidesReads, readsFromSeq } = await this.#access.membership(viewer.userId, conversationId)
    if (seq < readsFromSeq) return
    const stored = await this.#positions.add({ conversationId, userId: viewer.userId, seq })
    if (stored === 0) return
    const event = { type: 'read', conversationId, userId: viewer.userId, seq: stored } as const
    const isSeen = peerId !== null && !isApart(await this.#guard.of(viewer.userId), peerId)
    this.#bus.publish(
      isSeen && !hidesReads ? conversationTopic(conversationId) : userTopic(viewer.userId),
      event,
    )
  }

  async drain(): Promise<void> {
    await this.#positions.drain()
  }

  /** Answers with the seqs that were stored: nobody has read what is not yet written. 0 where nothing moved. */
  async #store(positions: readonly ReadPosition[]): Promise<number[]> {
    const heads = await this.#messages.heads([...new Set(positions.map((reading) => reading.conversationId))])
    const clamped = positions.map((reading) => ({
      ...reading,
      seq: Math.min(reading.seq, heads.get(reading.conversationId)?.seq ?? 0),
    }))
    const moved = await this.#memberships.advanceRead(clamped)
    return clamped.map(({ seq }, at) => (moved[at] ? seq : 0))
  }
}
