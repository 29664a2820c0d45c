import type { Mentions, MessageParts, ReactedBy } from '@parley/shared'

import { contentOf, digest, messageOf, type StoredMessage } from './message-rules.ts'
import type { ChangeOutcome, MessageChange, ReactionChange, TextChange } from './message-store.ts'
import { ReactionTally, type OwnEmoji } from './reaction-rules.ts'

/** What becomes of a message by changes that are carried out together. */
export interface CarriedOut {
  readonly outcomes: ChangeOutcome[]
  /** Null where nothing changed. */
  readonly after: StoredMessage | null
  /** All of them go. */
  readonly isCleared: boolean
  readonly reacted: readonly ReactedBy[]
}

/**
 * The changes of some messages, in the order in which they are carried out, by their places: all reactions to one
 * message that no other change of it comes between are one change.
 */
export function runsOf(changes: readonly MessageChange[]): number[][] {
  const runs: number[][] = []
  const open = new Map<string, number[]>()
  for (const [at, change] of changes.entries()) {
    const key = `${change.conversationId} ${change.seq}`
    const run = open.get(key)
    if (run && 'reaction' in change) {
      run.push(at)
      continue
    }
    const next = [at]
    runs.push(next)
    if ('reaction' in change) open.set(key, next)
    else open.delete(key)
  }
  return runs
}

/** @param own of those who react in it */
export function carriedOut(
  before: StoredMessage,
  run: readonly MessageChange[],
  rev: number,
  own: OwnEmoji,
): CarriedOut {
  const reactions = run.filter((change) => 'reaction' in change)
  if (reactions.length > 0) return withReactions(before, reactions, rev, own)
  const results = run.map((change) => alone(before, change, rev))
  const after = results.find((result) => 'seq' in result) ?? null
  return {
    outcomes: results.map((one) => ('seq' in one ? { kind: 'changed', message: messageOf(one) } : one)),
    after,
    isCleared:
      after !== null && after.parts?.reactions === undefined && before.parts?.reactions !== undefined,
    reacted: [],
  }
}

/** The message after a change that none is carried out with, or why it stays. */
function alone(before: StoredMessage, change: MessageChange, rev: number): StoredMessage | ChangeOutcome {
  const refusal = refusalOf(before, change)
  if (refusal) return { kind: refusal }
  const isDeleted = before.deletedAt !== null
  const text = 'text' in change ? change.text : before.text
  const isSame = 'text' in change ? isDeleted || text === before.text : !before.parts?.reactions
  if (isSame) return { kind: 'unchanged', message: messageOf(before) }
  return 'text' in change ? changed(before, change, rev) : { ...before, rev, parts: without(before.parts) }
}

function withReactions(
  before: StoredMessage,
  run: readonly ReactionChange[],
  rev: number,
  own: OwnEmoji,
): CarriedOut {
  const tally = new ReactionTally(before.parts?.reactions ?? [], own)
  const kinds = run.map((change) => refusalOf(before, change) ?? tally.add(change.senderId, change.reaction))
  const reacted = tally.differences
  const { counts } = tally
  const parts = counts.length > 0 ? { ...before.parts, reactions: counts } : without(before.parts)
  const after = reacted.length > 0 ? { ...before, rev, parts } : null
  const message = messageOf(after ?? before)
  const outcomes = kinds.map((kind): ChangeOutcome => {
    if (kind === 'changed') return { kind: after ? 'changed' : 'unchanged', message }
    return kind === 'unchanged' ? { kind, message } : { kind }
  })
  return { outcomes, after, isCleared: false, reacted }
}

function refusalOf({ senderId, system, deletedAt }: StoredMessage, change: MessageChange) {
  if ('reaction' in change && system !== null) return 'not-reactable'
  const isFree = 'reaction' in change || ('clearsReactions' in change && change.clearsReactions.isOwner)
  if (!isFree && (senderId !== change.senderId || system !== null)) return 'not-author'
  const isDeletion = 'text' in change && change.text === null
  return deletedAt !== null && !isDeletion ? 'deleted' : null
}

function without(parts: MessageParts | null): MessageParts | null {
  const { reactions: _, ...rest } = parts ?? {}
  return Object.keys(rest).length > 0 ? rest : null
}

/** What a text mentions changes with it. */
function withMentions(parts: MessageParts | null, found: Mentions = {}): MessageParts | null {
  const { mentions: _, mentionsAll: __, ...rest } = parts ?? {}
  const all = { ...rest, ...found }
  return Object.keys(all).length > 0 ? all : null
}

/** The message after it was edited, or deleted where there is no text. */
const changed = (before: StoredMessage, { text, mentions, at }: TextChange, rev: number): StoredMessage => ({
  ...before,
  rev,
  text: text ?? '',
  parts: text === null ? null : withMentions(before.parts, mentions),
  editedAt: text === null ? before.editedAt : at,
  deletedAt: text === null ? at : null,
  originalDigest: before.originalDigest ?? digest(contentOf(before)),
})
