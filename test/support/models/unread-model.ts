import { limits, type UserId } from '@parley/shared'

interface ModelMessage {
  readonly seq: number
  readonly senderId: UserId
  readonly system: boolean
  deleted: boolean
}

/** What unread means, told as simply as possible and counted anew each time: what the list must agree with. */
export class UnreadModel {
  readonly #messages: ModelMessage[] = []
  readonly #positions = new Map<UserId, number>()

  isMember(userId: UserId): boolean {
    return this.#positions.has(userId)
  }

  get head(): number {
    return this.#messages.length
  }

  send(senderId: UserId): void {
    this.#messages.push({ seq: this.head + 1, senderId, system: false, deleted: false })
  }

  told(actorId: UserId): void {
    this.#messages.push({ seq: this.head + 1, senderId: actorId, system: true, deleted: false })
  }

  remove(seq: number): void {
    const message = this.#messages[seq - 1]
    if (message) message.deleted = true
  }

  /** Everything that was there before one came counts as read. */
  enter(userId: UserId): void {
    this.#positions.set(userId, this.head)
  }

  leave(userId: UserId): void {
    this.#positions.delete(userId)
  }

  read(userId: UserId, seq: number): void {
    this.#positions.set(userId, Math.max(this.#positions.get(userId) ?? 0, Math.min(seq, this.head)))
  }

  /** Of one's own messages that are no system messages and are not deleted; null when there is none. */
  ownSeq(userId: UserId, pick: number): number | null {
    const own = this.#messages.filter((one) => one.senderId === userId && !one.system && !one.deleted)
    return own[pick % own.length]?.seq ?? null
  }

  unread(userId: UserId): number {
    const lastOwn = this.#messages.findLast((one) => one.senderId === userId && !one.system)?.seq ?? 0
    const from = Math.max(this.#positions.get(userId) ?? 0, lastOwn)
    const unread = this.#messages.filter((one) => one.seq > from && !one.system && !one.deleted)
    return Math.min(unread.length, limits.unreadMax)
  }
}
