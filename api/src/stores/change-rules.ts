import { limits, type MessageParts, type MessageState, type ReactedBy, type UserId } from '@parley/shared'

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
  /** What is kept of what it said before; null where that stays as it was. */
  readonly states: readonly MessageState[] | null
}

/** What is kept beside a message, as far as its changes ask for it. */
export interface Kept {
  /** Of those who react in it. */
  readonly own: OwnEmoji
  /** Where `asksForStates`. */
  readonly states: readonly MessageState[]
}

export const asksForStates = (run: readonly MessageChange[]): boolean =>
  run.some((change) => 'text' in change || 'clearsStates' in change)

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

export function carriedOut(
  before: StoredMessage,
  run: readonly MessageChange[],
  rev: number,
  { own, states }: Kept,
): CarriedOut {
  const reactions = run.filter((change) => 'reaction' in change)
  if (reactions.length > 0) return withReactions(before, reactions, rev, own)
  const results = run.map((change) => alone(before, change, rev, states))
  const after = results.find((result) => 'seq' in result) ?? null
  return {
    outcomes: results.map((one) => ('seq' in one ? { kind: 'changed', message: messageOf(one) } : one)),
    after,
    isCleared:
      after !== null && after.parts?.reactions === undefined && before.parts?.reactions !== undefined,
    reacted: [],
    states: after && statesAfter(before, run, states),
  }
}

/** The message after a change that none is carried out with, or why it stays. */
function alone(
  before: StoredMessage,
  change: MessageChange,
  rev: number,
  states: readonly MessageState[],
): StoredMessage | ChangeOutcome {
  const refusal = refusalOf(before, change)
  if (refusal) return { kind: refusal }
  if (isDone(before, change, states)) return { kind: 'unchanged', message: messageOf(before) }
  if ('clearsStates' in change) return { ...before, rev }
  if (!('text' in change)) return { ...before, rev, parts: without(before.parts) }
  const { baseEditedAt } = change
  const isOutdated = baseEditedAt !== undefined && baseEditedAt !== (before.editedAt?.toISOString() ?? null)
  return isOutdated ? { kind: 'edited-since' } : changed(before, change, rev)
}

function isDone(before: StoredMessage, change: MessageChange, states: readonly MessageState[]): boolean {
  if ('clearsStates' in change) return states.length === 0
  if ('text' in change) return before.deletedAt !== null || change.text === before.text
  return !before.parts?.reactions
}

/** Of too many, the first state and the latest ones stay. */
function statesAfter(
  { text, createdAt, editedAt }: StoredMessage,
  run: readonly MessageChange[],
  earlier: readonly MessageState[],
): readonly MessageState[] | null {
  if (!asksForStates(run)) return null
  if (!run.some((change) => 'text' in change && change.text !== null)) return []
  const states = [...earlier, { text, writtenAt: (editedAt ?? createdAt).toISOString() }]
  const most = limits.statesMax
  return states.length <= most ? states : [...states.slice(0, 1), ...states.slice(1 - most)]
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
  return { outcomes, after, isCleared: false, reacted, states: null }
}

function refusalOf({ senderId, system, deletedAt, parts }: StoredMessage, change: MessageChange) {
  if ('reaction' in change && system !== null) return 'not-reactable'
  const isAuthor = senderId === change.senderId && system === null
  if (!isAuthor && !isForOthers(change, system !== null)) return 'not-author'
  const isDeletion = 'text' in change && change.text === null
  if (deletedAt !== null && !isDeletion) return 'deleted'
  return 'text' in change && !isDeletion && parts?.forwardedFrom ? 'forwarded' : null
}

/** Whether it may be done to what somebody else wrote. */
function isForOthers(change: MessageChange, isSystem: boolean): boolean {
  if ('reaction' in change) return true
  if ('clearsReactions' in change) return change.clearsReactions.isOwner
  return 'text' in change && change.text === null && change.isOwner === true && !isSystem
}

function without(parts: MessageParts | null): MessageParts | null {
  const { reactions: _, ...rest } = parts ?? {}
  return Object.keys(rest).length > 0 ? rest : null
}

const deletedBy = (before: StoredMessage, userId: UserId): MessageParts | null =>
  before.senderId === userId ? null : { deletedBy: userId }

/** Each edit has a time of its own, by which the state that it made is named. */
const laterThan = (before: Date | null, at: Date): Date =>
  new Date(Math.max(at.getTime(), before === null ? 0 : before.getTime() + 1))

/** The message after it was edited, or deleted where there is no text. */
const changed = (before: StoredMessage, { text, at, senderId }: TextChange, rev: number): StoredMessage => ({
  ...before,
  rev,
  text: text ?? '',
  parts: text === null ? deletedBy(before, senderId) : before.parts,
  editedAt: text === null ? before.editedAt : laterThan(before.editedAt, at),
  deletedAt: text === null ? at : null,
  originalDigest: before.originalDigest ?? digest(contentOf(before)),
})
