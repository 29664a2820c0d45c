import type { ClientId, ConversationId, ErrorCode, MessageAck, UserId } from '@parley/shared'
import { storedText } from '@parley/shared/text'

import type { Value } from '../../state/observable.ts'
import type { OutboxItem, OutboxStatus } from '../../state/outbox-item.ts'
import type { Failure, Result } from '../../state/result.ts'
import { backoffMs } from '../backoff.ts'
import type { ClockAndRandom } from '../clock-and-random.ts'
import { withTimeout } from '../with-timeout.ts'
import type { OutboxStorage } from './outbox-storage.ts'
import { verdict } from './outbox-verdict.ts'

/** Sends one message, once, unless it is not wanted any more. `unreachable` means that nobody knows whether it arrived. */
export type Send = (item: OutboxItem, signal: AbortSignal) => Promise<Result<MessageAck | null>>

type More = Pick<OutboxItem, 'parts' | 'files'>

/** The queue of one conversation: one message under way at a time, so that they arrive in order. */
interface Queue {
  /** What ends the attempt that is under way. */
  busy: AbortController | null
  tries: number
  timer: ReturnType<typeof setTimeout> | undefined
}

/** A timer takes no longer time than some weeks; and what one waits for may come sooner. */
const longestWaitMs = 3_600_000
/** A storage that does not answer must not keep a message from being sent. */
const storageLimitMs = 2_000
/** Nor must a slow one lose what is large. */
const keptBytesPerMs = 10_000

/**
 * The persistent send queue. A message is in it from the moment it is written until the server has
 * it, under one clientId for all attempts, so that it is stored once however often it is sent.
 */
export class Outbox {
  readonly #items: Value<readonly OutboxItem[]>
  readonly #storage: OutboxStorage
  readonly #send: Send
  readonly #clockAndRandom: ClockAndRandom
  #userId: UserId | null = null
  /** Not wanted any more, but perhaps not gone from the storage yet. */
  readonly #forgotten = new Set<ClientId>()
  /** On their way into the storage: until they are there, neither they nor what follows them is sent. */
  readonly #keeping = new Set<ClientId>()
  readonly #underWay = new Map<ClientId, AbortController>()
  #queues = new Map<ConversationId, Queue>()

  constructor(
    items: Value<readonly OutboxItem[]>,
    storage: OutboxStorage,
    send: Send,
    clockAndRandom: ClockAndRandom,
  ) {
    this.#items = items
    this.#storage = storage
    this.#send = send
    this.#clockAndRandom = clockAndRandom
  }

  async open(userId: UserId): Promise<void> {
    this.#userId = userId
    await this.#adoptStored(userId)
  }

  /** What is unsent stays in the storage, for when the same person comes back. */
  close(): void {
    for (const queue of this.#queues.values()) {
      clearTimeout(queue.timer)
      queue.busy?.abort()
    }
    this.#queues = new Map()
    this.#userId = null
    this.#items.set([])
  }

  /** There is a connection. Another tab may have left messages behind, too. */
  async resume(): Promise<void> {
    if (this.#userId) await this.#adoptStored(this.#userId)
    const waiting = this.#items.get().filter(isSending)
    for (const id of new Set(waiting.map((item) => item.conversationId))) this.#pump(id)
  }

  /** In the form in which it is stored, which the server takes whatever was written; nothing where nothing can be seen. */
  async add(conversationId: ConversationId, raw: string, { parts, files = [] }: More = {}): Promise<void> {
    const text = storedText(raw)
    if (text === '' && files.length === 0) return
    const now = this.#clockAndRandom.now()
    const item: OutboxItem = {
      clientId: this.#clockAndRandom.uuid() as ClientId,
      conversationId,
      text,
      ...(parts && { parts }),
      ...(files.length > 0 && { files }),
      createdAt: now.toISOString(),
      place: Math.max(now.getTime(), (this.#items.get().at(-1)?.place ?? 0) + 1),
      status: { kind: 'sending' },
    }
    this.#items.update((items) => [...items, item])
    await this.#keep(item)
    this.#pump(conversationId)
  }

  /** Under the same clientId, in case it did arrive after all; unless that is what was refused. */
  async retry(clientId: ClientId): Promise<void> {
    const item = this.#find(clientId)
    if (item?.status.kind !== 'failed') return
    const { failure } = item.status
    const isOrphan = isRefused(failure, 'reply_not_found') // it stands for itself then
    if (isOrphan || isRefused(failure, 'client_id_reused') || isRefused(failure, 'file_taken')) {
      const { parts, files = [] } = item
      const anew = files.map((file) => ({ ...file, uploadId: this.#clockAndRandom.uuid() }))
      await this.add(item.conversationId, item.text, { ...(parts && !isOrphan && { parts }), files: anew })
      return this.forget(clientId)
    }
    await this.#keep(this.#change(item, { status: { kind: 'sending' } }))
    this.#pump(item.conversationId)
  }

  /** @returns the text at once, so that it is never nowhere; null when the message is not here any more */
  discard(clientId: ClientId): string | null {
    const item = this.#find(clientId)
    void this.forget(clientId)
    return item?.text ?? null
  }

  /** Whoever leaves takes along what other tabs have kept, too. */
  async discardAll(): Promise<void> {
    this.#items.set([])
    for (const { busy } of this.#queues.values()) busy?.abort()
    if (this.#userId) await answered(this.#storage.removeAll(this.#userId))
  }

  /** It stands in the conversation now, or is not wanted any more. */
  async forget(clientId: ClientId): Promise<void> {
    this.#cancel(clientId)
    this.#items.update((items) => items.filter((item) => item.clientId !== clientId))
    this.#forgotten.add(clientId)
    if (await this.#unkeep(clientId)) this.#forgotten.delete(clientId)
  }

  async #adoptStored(userId: UserId): Promise<void> {
    const kept = (await answered(this.#storage.load(userId))) ?? []
    if (this.#userId !== userId) return
    const fresh = kept.filter(({ clientId }) => !this.#find(clientId) && !this.#forgotten.has(clientId))
    const added = fresh.map((item) => ({ ...item, text: storedText(item.text) })) // an older client may have kept it
    if (added.length === 0) return
    this.#items.update((items) => [...items, ...added].sort((a, b) => a.place - b.place))
    for (const { clientId, text, files } of added) if (text === '' && !files) void this.forget(clientId)
  }

  #pump(id: ConversationId): void {
    const queue = this.#queues.get(id) ?? { busy: null, tries: 0, timer: undefined }
    this.#queues.set(id, queue)
    clearTimeout(queue.timer)
    if (queue.busy) return
    const item = this.#items.get().find((next) => next.conversationId === id && isSending(next))
    if (item && !this.#keeping.has(item.clientId)) void this.#attempt(item, queue)
  }

  async #attempt(item: OutboxItem, queue: Queue): Promise<void> {
    const busy = new AbortController()
    queue.busy = busy
    this.#underWay.set(item.clientId, busy)
    const result = await this.#send(item, busy.signal)
    queue.busy = null
    this.#underWay.delete(item.clientId)
    if (this.#queues.get(item.conversationId) !== queue) return // closed meanwhile
    if (busy.signal.aborted) return this.#pump(item.conversationId)
    const outcome = verdict(result, queue.tries)
    switch (outcome.kind) {
      case 'sent':
      case 'failed':
        return this.#finish(item, queue, outcome)
      case 'again':
        return this.#later(item.conversationId, queue, outcome.afterMs)
      case 'stop':
        return
    }
  }

  #finish(item: OutboxItem, queue: Queue, status: OutboxStatus): void {
    queue.tries = 0
    if (this.#find(item.clientId)) {
      const finished = this.#change(item, { status })
      void (status.kind === 'sent' ? this.#unkeep(item.clientId) : this.#keep(finished))
    }
    this.#pump(item.conversationId)
  }

  #later(id: ConversationId, queue: Queue, afterMs: number | null): void {
    queue.tries += 1
    const waitMs = Math.min(afterMs ?? backoffMs(queue.tries, this.#clockAndRandom.random), longestWaitMs)
    queue.timer = setTimeout(() => this.#pump(id), waitMs)
  }

  /** A text that is under way may have arrived; an upload ends, and nothing comes of it. */
  #cancel(clientId: ClientId): void {
    const item = this.#find(clientId)
    if (item?.files && item.status.kind === 'sending') this.#underWay.get(clientId)?.abort()
  }

  #find(clientId: ClientId): OutboxItem | undefined {
    return this.#items.get().find((item) => item.clientId === clientId)
  }

  #change(item: OutboxItem, change: Partial<OutboxItem>): OutboxItem {
    const changed = { ...(this.#find(item.clientId) ?? item), ...change }
    this.#items.update((items) => items.map((each) => (each.clientId === item.clientId ? changed : each)))
    return changed
  }

  /** A full or broken storage must not keep a message from being sent; but its writer gets a notice. */
  async #keep({ unkept, ...item }: OutboxItem): Promise<void> {
    if (!this.#userId) return
    this.#keeping.add(item.clientId)
    const putting = this.#storage.put({ userId: this.#userId, clientId: item.clientId, item })
    const bytes = item.files?.reduce((sum, file) => sum + file.bytes, 0) ?? 0
    const limitMs = storageLimitMs + bytes / keptBytesPerMs
    const isKept =
      (await answered(
        putting.then(() => true),
        limitMs,
      )) ?? false
    this.#keeping.delete(item.clientId)
    if (isKept === (unkept ?? false)) this.#change(item, { unkept: !isKept })
  }

  async #unkeep(clientId: ClientId): Promise<boolean> {
    return (await answered(this.#storage.remove(clientId).then(() => true))) ?? false
  }
}

/** Undefined when the storage fails, or takes too long. */
const answered = <T>(work: Promise<T>, limitMs = storageLimitMs): Promise<T | undefined> =>
  withTimeout(work, limitMs).catch(() => undefined)

const isSending = (item: OutboxItem): boolean => item.status.kind === 'sending'

const isRefused = (failure: Failure, code: ErrorCode): boolean =>
  failure.kind === 'refused' && failure.code === code
