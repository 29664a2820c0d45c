import {
  limits,
  type Mentions,
  type MessageParts,
  type MessageState,
  type ReactedBy,
  type UserId,
} from '@parley/shared'

import { asOf, contentOf, digest, messageOf, type StoredMessage } from '../message-rules.ts'
import type { ChangeOutcome, MessageChange, PinChange, ReactionChange, TextChange } from './message-change.ts'
import { ReactionTally, type OwnEmoji } from './reaction-rules.ts'
import { statesAfter } from './state-rules.ts'

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

/** What a change depends on besides its message, as it is after the rev before. */
export interface ChangeContext {
  /** Of those who react. */
  readonly own: OwnEmoji
  /** What the message said before, where `asksForStates`. */
  readonly states: readonly MessageState[]
  /** How many messages of the conversation are pinned, where one is to be. */
  readonly pins: number
}

export const isPinning = (change: MessageChange | undefined): boolean =>
  change !== undefined && 'pin' in change && change.pin.isOn

export function carriedOut(
  stored: StoredMessage,
  run: readonly MessageChange[],
  rev: number,
  context: ChangeContext,
): CarriedOut {
  const [first] = run
  // Before the job has come to it, too, nothing can be done any more with what is there for nobody.
  const before = first && !('expiry' in first) ? asOf(stored, first.at) : stored
  const reactions = run.filter((change) => 'reaction' in change)
  if (reactions.length > 0) return withReactions(before, reactions, rev, context.own)
  const results = run.map((change) => alone(before, change, rev, context))
  const after = results.find((result) => 'seq' in result) ?? null
  return {
    outcomes: results.map((one) => ('seq' in one ? { kind: 'changed', message: messageOf(one) } : one)),
    after,
    isCleared:
      after !== null && after.parts?.reactions === undefined && before.parts?.reactions !== undefined,
    reacted: [],
    states: after && statesAfter(before, run, context.states),
  }
}

/** The message after a change that none is carried out with, or why it stays. */
function alone(
  before: StoredMessage,
  change: MessageChange,
  rev: number,
  { states, pins }: ChangeContext,
): StoredMessage | ChangeOutcome {
  const refusal = refusalOf(before, change)
  if (refusal) return { kind: refusal }
  if (isDone(before, change, states)) return { kind: 'unchanged', message: messageOf(before) }
  if ('clearsStates' in change) return { ...before, rev }
  if ('expiry' in change) return { ...asOf(before, change.at), rev, originalDigest: firstDigest(before) }
  if ('clearsReactions' in change || 'reaction' in change)
    return { ...before, rev, parts: without(before.parts, 'reactions') }
  if ('pin' in change)
    return change.pin.isOn && pins >= limits.pinsMax ? { kind: 'too-many-pins' } : pinned(before, change, rev)
  const { baseEditedAt } = change
  const isOutdated = baseEditedAt !== undefined && baseEditedAt !== (before.editedAt?.toISOString() ?? null)
  return isOutdated ? { kind: 'edited-since' } : changed(before, change, rev)
}

function isDone(before: StoredMessage, change: MessageChange, states: readonly MessageState[]): boolean {
  const { text, parts, deletedAt } = before
  if ('clearsStates' in change) return states.length === 0
  if ('expiry' in change) return asOf(before, change.at) === before
  if ('text' in change) return deletedAt !== null || change.text === text
  return 'pin' in change ? (parts?.pinned !== undefined) === change.pin.isOn : !parts?.reactions
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
  const parts =
    counts.length > 0 ? { ...before.parts, reactions: counts } : without(before.parts, 'reactions')
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
  if ('pin' in change && system !== null) return 'not-pinnable'
  const isAuthor = senderId === change.senderId && system === null
  if (!isAuthor && !isForOthers(change, system !== null)) return 'not-author'
  const isDeletion = 'text' in change && change.text === null
  const isUnpinning = 'pin' in change && !change.pin.isOn
  if (deletedAt !== null && !isDeletion && !isUnpinning) return 'deleted'
  return 'text' in change && !isDeletion && parts?.forwardedFrom ? 'forwarded' : null
}

/** Whether it may be done to what somebody else wrote. */
function isForOthers(change: MessageChange, isSystem: boolean): boolean {
  if ('reaction' in change || 'pin' in change || 'expiry' in change) return true
  if ('clearsReactions' in change) return change.clearsReactions.isModerator
  return 'text' in change && change.text === null && change.isModerator === true && !isSystem
}

function without(parts: MessageParts | null, part: 'reactions' | 'pinned'): MessageParts | null {
  const { [part]: _, ...rest } = parts ?? {}
  return Object.keys(rest).length > 0 ? rest : null
}

const pinned = (before: StoredMessage, { senderId, at, pin }: PinChange, rev: number): StoredMessage => ({
  ...before,
  rev,
  parts: pin.isOn
    ? { ...before.parts, pinned: { userId: senderId, pinnedAt: at.toISOString(), rev } }
    : without(before.parts, 'pinned'),
})

const deletedBy = (before: StoredMessage, userId: UserId): MessageParts | null =>
  before.senderId === userId ? null : { deletedBy: userId }

/** Each edit has a time of its own, by which the state that it made is named. */
const laterThan = (before: Date | null, at: Date): Date =>
  new Date(Math.max(at.getTime(), before === null ? 0 : before.getTime() + 1))

/** What a text mentions changes with it. */
function withMentions(parts: MessageParts | null, found: Mentions = {}): MessageParts | null {
  const { mentions: _, mentionsAll: __, ...rest } = parts ?? {}
  const all = { ...rest, ...found }
  return Object.keys(all).length > 0 ? all : null
}

/** The message after it was edited, or deleted where there is no text. */
const changed = (
  before: StoredMessage,
  { text, mentions, at, senderId }: TextChange,
  rev: number,
): StoredMessage => ({
  ...before,
  rev,
  text: text ?? '',
  parts: text === null ? deletedBy(before, senderId) : withMentions(before.parts, mentions),
  editedAt: text === null ? before.editedAt : laterThan(before.editedAt, at),
  deletedAt: text === null ? at : null,
  originalDigest: firstDigest(before),
})

const firstDigest = (before: StoredMessage): string => before.originalDigest ?? digest(contentOf(before))
