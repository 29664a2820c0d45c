import type { ConversationId, SystemEvent, UserId } from '@parley/shared'
import type { Filter } from 'mongodb'

import { logLookBack, type MessageDraft } from '../../../stores/message-store.ts'
import { remember } from '../../../stores/remember.ts'
import type { Call } from '../connection/call.ts'
import type { MessageDocument } from '../message-document.ts'
import type { Heads } from './listed-heads.ts'

/** The entries of a log that say who is in the group. */
const kinds: SystemEvent['kind'][] = ['member-left', 'member-removed', 'member-joined', 'members-added']
const isOfMembers = { 'system.kind': { $in: kinds } }

type MembershipEntry = Pick<MessageDocument, 'c' | 'seq' | 's' | 'system'>

/**
 * Who has departed from a conversation, by its log. A departure is stored in the log itself, and seq n+1
 * is only taken by who knows n: so an instance that reads what others have stored before it goes on from
 * there cannot store anything behind a departure without having seen it, however late it hears of it otherwise.
 */
export class Departures {
  /** Up to where logs were read, or written by this instance. */
  readonly #readTo = new Map<ConversationId, number>()
  /** At which seq. */
  readonly #departed = new Map<string, number>()

  /** Reads what others have stored up to these heads since it was read last: one query, or none. */
  async follow(call: Call, heads: Heads): Promise<void> {
    const moved = [...heads].filter(([id, { seq }]) => this.#readTo.get(id) !== seq)
    const ranges = moved.flatMap(([c, { seq }]) => {
      const from = Math.max(this.#readTo.get(c) ?? 0, seq - logLookBack)
      return from < seq ? [{ c, seq: { $gt: from, $lte: seq }, ...isOfMembers }] : []
    })
    for (const entry of await entriesIn(call, ranges)) this.#take(entry)
    for (const [id, { seq }] of moved) remember(this.#readTo, id, seq)
  }

  /** This instance has stored them: who departs here is known before that. */
  wrote(id: ConversationId, documents: readonly MessageDocument[]): void {
    const [first, last] = [documents.at(0), documents.at(-1)]
    if (first && last && this.#readTo.get(id) === first.seq - 1) remember(this.#readTo, id, last.seq)
  }

  /** The seq at which the author departed; null when they are not known to, or need not be a member. */
  of({ conversationId, senderId, memberAtSeq }: MessageDraft): number | null {
    if (memberAtSeq === undefined || this.#departed.size === 0) return null
    const key = keyOf(conversationId, senderId)
    const seq = this.#departed.get(key) ?? 0
    if (seq > memberAtSeq) return seq
    this.#departed.delete(key) // whoever was found to be a member since is one until the next departure
    return null
  }

  #take({ c, seq, s, system }: MembershipEntry): void {
    if (system?.kind === 'member-left') remember(this.#departed, keyOf(c, s), seq)
    if (system?.kind === 'member-removed') remember(this.#departed, keyOf(c, system.userId), seq)
    if (system?.kind === 'member-joined') this.#departed.delete(keyOf(c, s))
    if (system?.kind !== 'members-added') return
    for (const userId of system.userIds) this.#departed.delete(keyOf(c, userId))
  }
}

async function entriesIn(
  { messages }: Call,
  $or: readonly Filter<MessageDocument>[],
): Promise<MembershipEntry[]> {
  if ($or.length === 0) return []
  const query = { hint: 'by-seq', projection: { _id: 0, c: 1, seq: 1, s: 1, system: 1 } } as const
  const found = await messages.find<MembershipEntry>({ $or: [...$or] }, query)
  return found.toSorted((a, b) => a.seq - b.seq)
}

const keyOf = (id: ConversationId, userId: UserId): string => `${id} ${userId}`
