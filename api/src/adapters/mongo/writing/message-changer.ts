import type { UpdateFilter } from 'mongodb'

import { changed, messageOf, outcomeWithoutChange } from '../../../stores/message-rules.ts'
import type { ChangeOutcome, MessageChange } from '../../../stores/message-store.ts'
import { withWorkers } from '../../../stores/with-workers.ts'
import { by, type Collections } from '../connection/collections.ts'
import type { HeadMove } from './conversation-heads.ts'
import type { ConversationLease } from './conversation-lease.ts'
import type { Deadline } from '../connection/deadline.ts'
import {
  contentFields,
  documentOf,
  storedOfDocument,
  type ContentDocument,
  type MessageDocument,
} from '../message-document.ts'
import { conversationsAtOnce, type MessageNumbers } from './heads.ts'
import { isDuplicateKey } from '../connection/errors.ts'

/**
 * Revs kept with a message, so that its document stays small however often it is edited: more than one
 * message is changed while a single write is under way, which is how late an old rev can be tried.
 */
const revsKept = 1_000

/** Edits and deletes: in each conversation one after the other, because each takes the rev after the last. */
export class MessageChanger {
  readonly #messages: Collections['messages']
  readonly #numbers: MessageNumbers
  readonly #lease: ConversationLease

  constructor({ messages }: Collections, numbers: MessageNumbers, lease: ConversationLease) {
    this.#messages = messages
    this.#numbers = numbers
    this.#lease = lease
  }

  async change(changes: readonly MessageChange[], deadline: Deadline): Promise<(ChangeOutcome | null)[]> {
    const outcomes: (ChangeOutcome | null)[] = changes.map(() => null)
    const byConversation = Map.groupBy(changes.entries(), ([, { conversationId }]) => conversationId)
    const grant = await this.#lease.acquire([...byConversation.keys()], deadline)
    const moves: HeadMove[] = []
    const admitted = [...grant.leased.keys(), ...grant.others]
    await withWorkers(admitted, conversationsAtOnce, async (id) => {
      for (const [at, change] of byConversation.get(id) ?? []) {
        const result = await this.#changeOne(change, deadline)
        if (!result) return // and nothing behind it is tried
        outcomes[at] = result.outcome
        if (result.document) moves.push({ document: result.document, rev: result.document.rev })
      }
    })
    await this.#lease.release(moves, grant, deadline)
    return outcomes
  }

  /** Null when another change or message was quicker. */
  async #changeOne(change: MessageChange, deadline: Deadline): Promise<Result | null> {
    const [document, highestRev] = await Promise.all([
      this.#read(change, deadline),
      this.#numbers.highestRev(change.conversationId, deadline),
    ])
    if (!document) return { outcome: { kind: 'not-found' }, document }
    const before = storedOfDocument(document)
    const outcome = outcomeWithoutChange(before, change)
    if (outcome) return { outcome, document }
    // No index compares a document with itself: only its own rev keeps it from getting one of its old ones.
    const after = changed(before, change, Math.max(highestRev, before.rev) + 1)
    const replacement = documentOf(after)
    this.#numbers.invalidate(change.conversationId)
    if (await this.#replace(document, replacement, deadline)) {
      return { outcome: { kind: 'changed', message: messageOf(after) }, document: replacement }
    }
    this.#lease.contended(change.conversationId)
    return null
  }

  #read({ conversationId: c, seq }: MessageChange, deadline: Deadline): Promise<ContentDocument | null> {
    return deadline.step((maxTimeMS) =>
      this.#messages.findOne<ContentDocument>(
        { c, seq },
        { ...by('by-seq'), projection: contentFields, maxTimeMS },
      ),
    )
  }

  /** False when the message was changed since it was read, or another change took the rev. */
  async #replace(before: ContentDocument, after: MessageDocument, deadline: Deadline): Promise<boolean> {
    const { rev, text, grams, editedAt, deletedAt, originalDigest } = after
    const update: UpdateFilter<MessageDocument> = {
      $set: { rev, text, grams, editedAt, deletedAt, originalDigest },
      $push: { revs: { $each: [rev], $slice: -revsKept } },
    }
    const { c, seq } = before
    try {
      const { matchedCount } = await deadline.step((maxTimeMS) =>
        this.#messages.updateOne({ c, seq, rev: before.rev }, update, { ...by('by-seq'), maxTimeMS }),
      )
      return matchedCount === 1
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }
}

interface Result {
  readonly outcome: ChangeOutcome
  /** The message as it is now, changed or not. */
  readonly document: ContentDocument | null
}
