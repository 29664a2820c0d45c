import { limits, type ReactedBy, type ReactionCount, type UserId } from '@parley/shared'

/** Its emoji is in the form that canonicalEmoji gives. */
export interface Reaction {
  readonly emoji: string
  readonly isOn: boolean
}

/** That somebody has reacted with an emoji, and since which rev. */
export interface StoredReaction {
  readonly userId: UserId
  readonly emoji: string
  readonly rev: number
}

export type ReactionRefusal = 'not-reactable' | 'too-many-kinds' | 'too-many-own'

/** How people have reacted to one message: who, with what. */
export type OwnEmoji = ReadonlyMap<UserId, ReadonlySet<string>>

/** Counts what becomes of the reactions to one message, without a look at those of others. */
export class ReactionTally {
  readonly #counts: Map<string, number>
  readonly #own: Map<UserId, Set<string>>
  readonly #before: OwnEmoji

  /** @param own of those who are about to react */
  constructor(counts: readonly ReactionCount[], own: OwnEmoji) {
    this.#counts = new Map(counts.map(({ emoji, count }) => [emoji, count]))
    this.#own = new Map(Array.from(own, ([userId, emoji]) => [userId, new Set(emoji)]))
    this.#before = own
  }

  add(userId: UserId, { emoji, isOn }: Reaction): 'changed' | 'unchanged' | ReactionRefusal {
    const own = this.#own.get(userId) ?? new Set()
    if (own.has(emoji) === isOn) return 'unchanged'
    const count = this.#counts.get(emoji) ?? 0
    if (isOn && own.size >= limits.ownReactionsMax) return 'too-many-own'
    if (isOn && count === 0 && this.#counts.size >= limits.reactionKindsMax) return 'too-many-kinds'
    if (isOn) own.add(emoji)
    else own.delete(emoji)
    this.#own.set(userId, own)
    if (isOn || count > 1) this.#counts.set(emoji, count + (isOn ? 1 : -1))
    else this.#counts.delete(emoji)
    return 'changed'
  }

  get counts(): ReactionCount[] {
    return Array.from(this.#counts, ([emoji, count]) => ({ emoji, count }))
  }

  /** What is otherwise than it was: nothing of what was taken back at once. */
  get differences(): ReactedBy[] {
    return [...this.#own].flatMap(([userId, own]) => {
      const before = this.#before.get(userId) ?? new Set<string>()
      return [...new Set([...own, ...before])]
        .filter((emoji) => own.has(emoji) !== before.has(emoji))
        .map((emoji) => ({ userId, emoji, isOn: own.has(emoji) }))
    })
  }
}
