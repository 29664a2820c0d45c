import type { MessageState } from '@parley/shared'
import type { UpdateFilter } from 'mongodb'

import { carriedOut, isPinning, runsOf } from '../../../stores/changes/change-rules.ts'
import type { ChangeOutcome, MessageChange } from '../../../stores/changes/message-change.ts'
import { asksForStates } from '../../../stores/changes/state-rules.ts'
import { withWorkers } from '../../../stores/with-workers.ts'
import type { Call } from '../connection/call.ts'
import { isDuplicateKey } from '../connection/errors.ts'
import {
  contentFields,
  documentOf,
  storedOfDocument,
  editedFields,
  type ContentDocument,
  type EditedDocument,
  type MessageDocument,
} from '../message-document.ts'
import { conversationsAtOnce, highestRev } from '../reading/heads.ts'
import { pinsOf } from '../reading/message-pages.ts'
import type { ReactionStep } from '../reaction-document.ts'
import { carryOutStep, ownEmoji } from '../reactions.ts'
import type { ConversationLease } from './conversation-lease.ts'
import type { KnownHeads } from './known-heads.ts'
import type { HeadMove } from './listed-heads.ts'

/**
 * Revs kept with a message, so that its document stays small however often it is edited: more than one
 * message is changed while a single write is under way, which is how late an old rev can be tried.
 */
const revsKept = 1_000

/** Edits, deletions, reactions and pins: in each conversation one after the other, because each takes the rev after the last. */
export class MessageChanger {
  readonly #known: KnownHeads
  readonly #lease: ConversationLease

  constructor(known: KnownHeads, lease: ConversationLease) {
    this.#known = known
    this.#lease = lease
  }

  async change(call: Call, changes: readonly MessageChange[]): Promise<(ChangeOutcome | null)[]> {
    const outcomes: (ChangeOutcome | null)[] = changes.map(() => null)
    const byConversation = Map.groupBy(changes.entries(), ([, { conversationId }]) => conversationId)
    const grant = await this.#lease.acquire(call, [...byConversation.keys()])
    const moves: HeadMove[] = []
    const admitted = [...grant.leased.keys(), ...grant.others]
    await withWorkers(admitted, conversationsAtOnce, async (id) => {
      const those = [...(byConversation.get(id) ?? [])]
      for (const run of runsOf(those.map(([, change]) => change))) {
        const entries = run.flatMap((place) => those.slice(place, place + 1))
        const result = await this.#changeOne(
          call,
          entries.map(([, change]) => change),
        )
        if (!result) return // and nothing behind it is tried
        for (const [place, [at]] of entries.entries()) outcomes[at] = result.outcomes[place] ?? null
        if (result.document) moves.push({ document: result.document, rev: result.document.rev })
      }
    })
    await this.#lease.release(call, moves, grant)
    return outcomes
  }

  /** Null when another change or message was quicker. */
  async #changeOne(call: Call, run: readonly MessageChange[]): Promise<Result | null> {
    const [first] = run
    if (!first) return { outcomes: [], document: null }
    const { conversationId: c, seq } = first
    const projection = asksForStates(run) ? editedFields : contentFields
    const [document, rev] = await Promise.all([
      call.messages.findOne<EditedDocument>({ c, seq }, { hint: 'by-seq', projection }),
      highestRev(call, c),
    ])
    if (!document) return { outcomes: run.map(() => ({ kind: 'not-found' })), document }
    const before = storedOfDocument(document)
    const people = run.flatMap((change) => ('reaction' in change ? [change.senderId] : []))
    if (!('text' in first)) await carryOutStep(call, document)
    const own = await (people.length === 0 ? new Map() : ownEmoji(call, document, people))
    // After the rev: who pins meanwhile takes the next one, so that this change is tried again.
    const pins = isPinning(first) ? await pinsOf(call, c) : 0
    // No index compares a document with itself: only its own rev keeps it from getting one of its old ones.
    const next = Math.max(rev, before.rev) + 1
    const kept = { own, pins, states: document.states ?? [] }
    const { outcomes, after, isCleared, reacted, states } = carriedOut(before, run, next, kept)
    if (!after) {
      if (before.deletedAt) await call.reactions.deleteMany({ c, seq }, { hint: 'by-person' })
      return { outcomes, document }
    }
    const isOfReactions = 'reaction' in first || 'clearsReactions' in first
    const reacting = isOfReactions ? { rev: next, isCleared, reacted } : undefined
    const replacement = documentOf(after)
    this.#known.invalidate(c)
    if (await replace(call, document, replacement, { reacting, states })) {
      if (after.deletedAt) await call.reactions.deleteMany({ c, seq }, { hint: 'by-person' })
      else if (reacting) await carryOutStep(call, { c, seq, reacting })
      return { outcomes, document: replacement }
    }
    this.#lease.contended(c)
    return null
  }
}

/** False when the message was changed since it was read, or another change took the rev. */
async function replace(
  { messages }: Call,
  { c, seq, rev: before }: ContentDocument,
  after: MessageDocument,
  { reacting, states }: Beside,
): Promise<boolean> {
  const { rev, text, parts, m, grams, editedAt, deletedAt, originalDigest } = after
  const gone = {
    ...(!parts && { parts: true as const }),
    ...(!m && { m: true as const }),
    ...(deletedAt && { reacting: true as const }),
    ...(states?.length === 0 && { states: true as const }),
  }
  const update: UpdateFilter<MessageDocument> = {
    $set: {
      ...{ rev, text, grams, editedAt, deletedAt, originalDigest },
      ...(parts && { parts }),
      ...(m && { m }),
      ...(reacting && { reacting }),
      ...(states && states.length > 0 && { states }),
    },
    ...(Object.keys(gone).length > 0 && { $unset: gone }),
    $push: { revs: { $each: [rev], $slice: -revsKept } },
  }
  try {
    return await messages.updateOne({ c, seq, rev: before }, update, { hint: 'by-seq' })
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** What is written with a message, in the same update. */
interface Beside {
  readonly reacting: ReactionStep | undefined
  readonly states: readonly MessageState[] | null
}

interface Result {
  readonly outcomes: ChangeOutcome[]
  /** The message as it is now, changed or not. */
  readonly document: ContentDocument | null
}
