import type { ChangePage, ConversationId, Message, ServerFrame } from '@parley/shared'

import type { ApiSession } from './api-session.ts'
import { untilAnswered } from './patience.ts'
import type { HeldMessage, Observation } from './records.ts'

interface Held {
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
  readonly #held = new Map<ConversationId, Held>()
  readonly observations: Observation[] = []
  readonly holes: string[] = []
  #epoch: string | null = null
  #closed = false

  constructor(by: string, session: ApiSession, conversationIds: readonly ConversationId[]) {
    this.#by = by
    this.#session = session
    for (const id of conversationIds) {
      this.#held.set(id, { rev: 0, messages: new Map(), catchingUp: null, again: false })
    }
  }

  onFrame(frame: ServerFrame): void {
    if (frame.type === 'hello') this.#enter(frame.epoch)
    if (frame.type === 'message' || frame.type === 'change') this.#onEvent(frame.type, frame.message)
    if (frame.type === 'hello' || frame.type === 'resync') this.catchUpAll()
    if (frame.type === 'ping') {
      for (const { conversationId, rev } of frame.heads) {
        if (rev > (this.#held.get(conversationId)?.rev ?? Infinity)) this.#catchUp(conversationId)
      }
    }
  }

  catchUpAll(): void {
    for (const id of this.#held.keys()) this.#catchUp(id)
  }

  /** Resolves when no catching up is under way. */
  async settled(): Promise<void> {
    for (const held of this.#held.values()) while (held.catchingUp) await held.catchingUp
  }

  /** What it holds stays; it asks no more. */
  close(): void {
    this.#closed = true
  }

  revOf(id: ConversationId): number {
    return this.#held.get(id)?.rev ?? 0
  }

  state(): Map<ConversationId, HeldMessage[]> {
    return new Map([...this.#held].map(([id, held]) => [id, heldMessages([...held.messages.values()])]))
  }

  #enter(epoch: string): void {
    const isAnother = this.#epoch !== null && this.#epoch !== epoch
    this.#epoch = epoch
    if (!isAnother) return
    for (const held of this.#held.values()) {
      held.rev = 0
      held.messages.clear()
    }
  }

  #onEvent(type: 'message' | 'change', message: Message): void {
    const held = this.#held.get(message.conversationId)
    if (!held) return
    this.#observe(message, true)
    if (message.rev <= held.rev) return
    if (message.rev > held.rev + 1) return this.#catchUp(message.conversationId)
    if (type === 'message' && message.seq !== held.messages.size + 1) {
      this.holes.push(`${this.#by} was given ${message.seq} in ${message.conversationId} out of its turn`)
    }
    held.rev = message.rev
    held.messages.set(message.seq, message)
  }

  #catchUp(id: ConversationId): void {
    const held = this.#held.get(id)
    if (!held) return
    if (held.catchingUp) {
      held.again = true
      return
    }
    held.catchingUp = untilAnswered(
      () => this.#closed,
      () => this.#fetchChanges(id, held),
    )
      .catch(() => undefined) // removed, or stopped
      .finally(() => {
        held.catchingUp = null
        if (!held.again || this.#closed) return
        held.again = false
        this.#catchUp(id)
      })
  }

  async #fetchChanges(id: ConversationId, held: Held): Promise<void> {
    let page: ChangePage
    do {
      page = await this.#session.call<ChangePage>(
        'GET',
        `/conversations/${id}/changes?after=${held.rev}&limit=200`,
      )
      for (const message of page.items) this.#take(held, message)
      held.rev = Math.max(held.rev, page.rev)
    } while (held.rev < page.headRev)
    const seqs = [...held.messages.keys()].sort((a, b) => a - b)
    if (seqs.some((seq, at) => seq !== at + 1))
      this.holes.push(`${this.#by} caught up in ${id} and misses one`)
  }

  /** A live event may have brought a later state already. */
  #take(held: Held, message: Message): void {
    this.#observe(message, false)
    if ((held.messages.get(message.seq)?.rev ?? 0) < message.rev) held.messages.set(message.seq, message)
  }

  #observe({ deletedAt, system, ...message }: Message, isPush: boolean): void {
    if (system !== null) return
    const { conversationId, seq, rev, senderId, clientId, text } = message
    const what = { conversationId, seq, rev, senderId, clientId, text, isDeleted: deletedAt !== null }
    const atMs = performance.now()
    this.observations.push({ by: this.#by, userId: this.#session.userId, ...what, atMs, isPush })
  }
}

/** What the checker compares, in order of seq. */
export function heldMessages(messages: readonly Message[]): HeldMessage[] {
  return messages
    .map(({ seq, rev, senderId, clientId, text, editedAt, deletedAt, system }) => {
      const [isEdited, isDeleted, isSystem] = [editedAt !== null, deletedAt !== null, system !== null]
      return { seq, rev, senderId, clientId, text, isEdited, isDeleted, isSystem }
    })
    .sort((a, b) => a.seq - b.seq)
}
