import type { ChangePage, ConversationId, Message, MessageParts, ServerFrame } from '@parley/shared'

import type { ApiSession } from './api-session.ts'
import { untilAnswered } from './patience.ts'
import type { Random } from './random.ts'
import type { HeldMessage, Observation } from './records.ts'

interface Copy {
  rev: number
  readonly messages: Map<number, Message>
  /** A catching up that is under way, and whether another one has to follow it. */
  catchingUp: Promise<void> | null
  again: boolean
}

/**
 * One client's copy of its conversations, kept as the protocol says: an event whose rev follows is
 * applied, an older one dropped, and a jump is filled by asking for the changes.
 */
export class Replica {
  readonly #by: string
  readonly #session: ApiSession
  readonly #copies = new Map<ConversationId, Copy>()
  readonly observations: Observation[] = []
  readonly holes: string[] = []
  #epoch: string | null = null
  #closed = false

  constructor(by: string, session: ApiSession, conversationIds: readonly ConversationId[]) {
    this.#by = by
    this.#session = session
    for (const id of conversationIds) {
      this.#copies.set(id, { rev: 0, messages: new Map(), catchingUp: null, again: false })
    }
  }

  onFrame(frame: ServerFrame): void {
    if (frame.type === 'hello') this.#enter(frame.epoch)
    if (frame.type === 'message' || frame.type === 'change') this.#onEvent(frame.type, frame.message)
    if (frame.type === 'hello' || frame.type === 'resync') this.catchUpAll()
    if (frame.type === 'ping') {
      for (const { conversationId, rev } of frame.heads) {
        if (rev > (this.#copies.get(conversationId)?.rev ?? Infinity)) this.#catchUp(conversationId)
      }
    }
  }

  catchUpAll(): void {
    for (const id of this.#copies.keys()) this.#catchUp(id)
  }

  /** Resolves when no catching up is under way. */
  async settled(): Promise<void> {
    for (const copy of this.#copies.values()) while (copy.catchingUp) await copy.catchingUp
  }

  /** What it holds stays; it asks no more. */
  close(): void {
    this.#closed = true
  }

  revOf(id: ConversationId): number {
    return this.#copies.get(id)?.rev ?? 0
  }

  /** Of a message that it knows; null where chance has met one that nobody wrote, or it knows none. */
  someSeq(id: ConversationId, random: Random): number | null {
    const messages = this.#copies.get(id)?.messages
    const seq = Math.ceil(random.between(0, messages?.size ?? 0))
    return messages?.get(seq)?.system === null ? seq : null
  }

  state(): Map<ConversationId, HeldMessage[]> {
    return new Map([...this.#copies].map(([id, copy]) => [id, heldMessages([...copy.messages.values()])]))
  }

  #enter(epoch: string): void {
    const isAnother = this.#epoch !== null && this.#epoch !== epoch
    this.#epoch = epoch
    if (!isAnother) return
    for (const copy of this.#copies.values()) {
      copy.rev = 0
      copy.messages.clear()
    }
  }

  #onEvent(type: 'message' | 'change', message: Message): void {
    const copy = this.#copies.get(message.conversationId)
    if (!copy) return
    this.#observe(message, true)
    if (message.rev <= copy.rev) return
    if (message.rev > copy.rev + 1) return this.#catchUp(message.conversationId)
    if (type === 'message' && message.seq !== copy.messages.size + 1) {
      this.holes.push(`${this.#by} was given ${message.seq} in ${message.conversationId} out of its turn`)
    }
    copy.rev = message.rev
    copy.messages.set(message.seq, message)
  }

  #catchUp(id: ConversationId): void {
    const copy = this.#copies.get(id)
    if (!copy) return
    if (copy.catchingUp) {
      copy.again = true
      return
    }
    copy.catchingUp = untilAnswered(
      () => this.#closed,
      () => this.#fetchChanges(id, copy),
    )
      .catch(() => undefined) // removed, or stopped
      .finally(() => {
        copy.catchingUp = null
        if (!copy.again || this.#closed) return
        copy.again = false
        this.#catchUp(id)
      })
  }

  async #fetchChanges(id: ConversationId, copy: Copy): Promise<void> {
    let page: ChangePage
    do {
      page = await this.#session.call<ChangePage>(
        'GET',
        `/conversations/${id}/changes?after=${copy.rev}&limit=200`,
      )
      for (const message of page.items) this.#take(copy, message)
      copy.rev = Math.max(copy.rev, page.rev)
    } while (copy.rev < page.headRev)
    const seqs = [...copy.messages.keys()].sort((a, b) => a - b)
    if (seqs.some((seq, at) => seq !== at + 1))
      this.holes.push(`${this.#by} caught up in ${id} and misses one`)
  }

  /** A live event may have brought a later state already. */
  #take(copy: Copy, message: Message): void {
    this.#observe(message, false)
    if ((copy.messages.get(message.seq)?.rev ?? 0) < message.rev) copy.messages.set(message.seq, message)
  }

  #observe(message: Message, isPush: boolean): void {
    if (message.system !== null) return
    const { conversationId, seq, rev, senderId, clientId, text, deletedAt } = message
    const state = { text, parts: partsOf(message), isDeleted: deletedAt !== null }
    const what = { conversationId, seq, rev, senderId, clientId, ...state }
    const atMs = performance.now()
    this.observations.push({ by: this.#by, userId: this.#session.userId, ...what, atMs, isPush })
  }
}

/** What the checker compares, in order of seq. */
export function heldMessages(messages: readonly Message[]): HeldMessage[] {
  return messages
    .map((message) => {
      const { seq, rev, senderId, clientId, text, editedAt, deletedAt, system } = message
      const [isEdited, isDeleted, isSystem] = [editedAt !== null, deletedAt !== null, system !== null]
      return { seq, rev, senderId, clientId, text, parts: partsOf(message), isEdited, isDeleted, isSystem }
    })
    .sort((a, b) => a.seq - b.seq)
}

const plain = new Set([
  ...['conversationId', 'seq', 'rev', 'senderId', 'clientId', 'text', 'system'],
  ...['createdAt', 'editedAt', 'deletedAt'],
  'mine', // which frames leave out
])

/** Also those that a later server adds. */
const partsOf = (message: Message): MessageParts =>
  Object.fromEntries(Object.entries(message).filter(([name]) => !plain.has(name)))
