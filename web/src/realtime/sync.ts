import type {
  ChangePage,
  ConversationId,
  ConversationList,
  ConversationSummary,
  MessagePage,
} from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { withChangePage, withList, withSummary, withWindow } from '../state/apply/answer.ts'
import { summariesBehind, timelinesBehind } from '../state/behind.ts'
import { withoutConversation, type Chat } from '../state/chat.ts'
import type { Value } from '../state/observable.ts'
import type { Failure, Result } from '../state/result.ts'
import { aheadMax, reachesEnd, type Timeline } from '../state/timeline.ts'
import { backoffMs } from './backoff.ts'
import type { ClockAndRandom } from './clock-and-random.ts'

/** Where the truth is asked for. */
export interface SyncSource {
  conversations(): Promise<Result<ConversationList>>
  conversation(id: ConversationId): Promise<Result<ConversationSummary>>
  messages(
    id: ConversationId,
    anchor: { readonly around: number } | null,
    limit: number,
  ): Promise<Result<MessagePage>>
  changes(id: ConversationId, after: number, limit: number): Promise<Result<ChangePage>>
}

/** Events of several instances may overtake each other a little; that alone is no reason to ask. */
const patienceMs = 200

/**
 * Fetches what the state lacks: after each connection, and wherever an event or a heartbeat shows
 * that something was missed. It goes on until nothing is missing.
 */
export class Sync {
  readonly #chat: Value<Chat>
  readonly #source: SyncSource
  readonly #clockAndRandom: ClockAndRandom
  #timer: ReturnType<typeof setTimeout> | undefined
  #listWanted = false
  #running = false
  #tries = 0
  /** Answers to what was asked before a stop belong to nobody. */
  #run = 0

  constructor(chat: Value<Chat>, source: SyncSource, clockAndRandom: ClockAndRandom) {
    this.#chat = chat
    this.#source = source
    this.#clockAndRandom = clockAndRandom
  }

  /** Events may have been missed anywhere. */
  everything(): void {
    this.#listWanted = true
    this.#tries = 0
    this.#schedule(0)
  }

  /** An event came: perhaps it shows that others did not. */
  check(): void {
    if (this.#timer === undefined && !this.#running && !this.#isWhole()) this.#schedule(patienceMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#run += 1
    this.#running = false
    this.#listWanted = false
    this.#tries = 0
  }

  #isWhole(): boolean {
    const chat = this.#chat.get()
    return !this.#listWanted && timelinesBehind(chat).length === 0 && summariesBehind(chat).length === 0
  }

  #schedule(waitMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (!this.#running) void this.#catchUp()
    }, waitMs)
  }

  async #catchUp(): Promise<void> {
    const run = this.#run
    this.#running = true
    const failure = await this.#pass(() => run === this.#run)
    if (run !== this.#run) return
    this.#running = false
    if (this.#isWhole()) this.#tries = 0
    else if (this.#timer === undefined) this.#schedule(this.#waitMs(failure))
  }

  #waitMs(failure: Failure | null): number {
    this.#tries += 1
    const asked = failure?.kind === 'refused' ? failure.retryAfterSeconds : null
    return asked ? asked * 1_000 : backoffMs(this.#tries, this.#clockAndRandom.random)
  }

  /** Everything that is missing now, once. What fails ends the pass: a server with problems is not asked again and again. */
  async #pass(isCurrent: () => boolean): Promise<Failure | null> {
    if (this.#listWanted) {
      const failure = await this.#list(isCurrent)
      if (failure) return failure
    }
    for (const id of timelinesBehind(this.#chat.get())) {
      const failure = isCurrent() ? await this.#window(id, isCurrent) : null
      if (failure) return failure
    }
    for (const id of summariesBehind(this.#chat.get())) {
      const failure = isCurrent() ? await this.#summary(id, isCurrent) : null
      if (failure) return failure
    }
    return null
  }

  async #list(isCurrent: () => boolean): Promise<Failure | null> {
    const { conversations, blocked } = this.#chat.get()
    const askedWith = new Set(conversations.keys())
    this.#listWanted = false
    const result = await this.#source.conversations()
    if (!isCurrent()) return null
    // What it tells of whoever was blocked or unblocked meanwhile may be from before that.
    const isOld = this.#chat.get().blocked !== blocked
    if (!result.ok || isOld) this.#listWanted = true
    if (isOld) return null
    return this.#take(result, (chat, list) => withList(chat, list, askedWith))
  }

  async #summary(id: ConversationId, isCurrent: () => boolean): Promise<Failure | null> {
    const confirmedRead = this.#chat.get().confirmedReads.get(id) ?? 0
    const result = await this.#source.conversation(id)
    if (!isCurrent()) return null
    return this.#takeOf(id, result, (chat, summary) => withSummary(chat, summary, confirmedRead))
  }

  async #window(id: ConversationId, isCurrent: () => boolean): Promise<Failure | null> {
    for (;;) {
      const timeline = this.#chat.get().timelines.get(id)
      const missing = (this.#chat.get().heads.get(id) ?? 0) - (timeline?.rev ?? 0)
      if (!timeline || missing <= 0) return null
      if (missing > aheadMax) return this.#reload(timeline, isCurrent)
      const result = await this.#source.changes(id, timeline.rev, limits.pageMax)
      if (!isCurrent()) return null
      const failure = this.#takeOf(id, result, (chat, page) => withChangePage(chat, id, timeline.rev, page))
      if (failure) return failure
      if (result.ok && result.value.rev <= timeline.rev) return null // no progress: later
    }
  }

  /** So much has changed that the window itself is the shorter way. */
  async #reload(timeline: Timeline, isCurrent: () => boolean): Promise<Failure | null> {
    const id = timeline.conversationId
    const middle = timeline.messages[Math.floor(timeline.messages.length / 2)]
    const anchor = reachesEnd(timeline) || !middle ? null : { around: middle.seq }
    const result = await this.#source.messages(id, anchor, limits.pageDefault)
    return isCurrent() ? this.#takeOf(id, result, (chat, page) => withWindow(chat, id, page)) : null
  }

  #take<T>(result: Result<T>, apply: (chat: Chat, answer: T) => Chat): Failure | null {
    if (!result.ok) return result.failure
    this.#chat.update((chat) => apply(chat, result.value))
    return null
  }

  /** A conversation one is no member of any more is not behind: it is gone. */
  #takeOf<T>(id: ConversationId, result: Result<T>, apply: (chat: Chat, answer: T) => Chat): Failure | null {
    const failure = this.#take(result, apply)
    if (failure?.kind !== 'refused' || failure.code !== 'conversation_not_found') return failure
    this.#chat.update((chat) => withoutConversation(chat, id))
    return null
  }
}
