import type { ConversationId } from '@parley/shared'

import type { Head } from '../../../stores/message-store.ts'
import { remember } from '../../../stores/remember.ts'
import type { Call } from '../connection/call.ts'
import type { VisibleDocument } from '../message-document.ts'
import { headsOf } from '../reading/heads.ts'
import { listedHeads, type Heads } from './listed-heads.ts'

/**
 * Heads only grow, so an old one costs a refused write and nothing else, as long as the messages behind
 * it exist. After a restore of older data they do not, and numbering from there would leave a hole:
 * so what was written is believed for no longer than a restore takes.
 */
const believedMs = 2_000
/** So many are sooner read one by one than looked up and confirmed together. */
const fewAtMost = 4
const none: Head = { seq: 0, rev: 0 }

interface Written extends Head {
  readonly atMs: number
}

/** Which numbers to go on from in a conversation: what this instance wrote last, or what is likely to be the last. */
export class KnownHeads {
  /** Null where a number was taken: what lists show may be behind, as after the crash of an instance. */
  readonly #written = new Map<ConversationId, Written | null>()

  /** What to number from at first: perhaps behind, never ahead. */
  async likely(call: Call, ids: readonly ConversationId[]): Promise<Heads> {
    const own = ids.flatMap((id) => {
      const head = this.#own(id)
      return head ? [[id, head] as const] : []
    })
    const heads = new Map<ConversationId, Head>(own)
    const others = ids.filter((id) => !heads.has(id))
    const found = await (others.length > fewAtMost
      ? this.confirmed(call, others, await listedHeads(call, others))
      : headsOf(call, others))
    return new Map([...heads, ...found])
  }

  /** Whether these are the last numbers for all that this instance knows. */
  isOwn(id: ConversationId, { seq, rev }: Head): boolean {
    const own = this.#own(id)
    return own ? own.seq === seq && own.rev === rev : own === undefined
  }

  /** Only what a majority has confirmed: what is not may vanish with its server. */
  wrote(id: ConversationId, { seq, rev }: Head): void {
    remember(this.#written, id, { seq, rev, atMs: performance.now() })
  }

  /** What was written last is not the last any more: the next number is read again. */
  invalidate(id: ConversationId): void {
    remember(this.#written, id, null)
  }

  /** Two queries for all. What lists show counts only where that message exists: a backup can hold more of it. */
  async confirmed(call: Call, ids: readonly ConversationId[], listed: Heads): Promise<Heads> {
    const [seqs, revs] = await Promise.all([existing(call, 'seq', listed), existing(call, 'rev', listed)])
    const isConfirmed = (id: ConversationId): boolean =>
      this.#written.get(id) !== null && (!listed.has(id) || (seqs.has(id) && revs.has(id)))
    const confirmed = ids.filter(isConfirmed).map((id) => [id, listed.get(id) ?? none] as const)
    const others = ids.filter((id) => !isConfirmed(id))
    return new Map([...confirmed, ...(await headsOf(call, others))])
  }

  /** Null where a number was taken, undefined where nothing is known. */
  #own(id: ConversationId): Written | null | undefined {
    const written = this.#written.get(id)
    return written && performance.now() - written.atMs >= believedMs ? undefined : written
  }
}

async function existing(
  { messages }: Call,
  number: keyof Head,
  heads: Heads,
): Promise<ReadonlySet<ConversationId>> {
  if (heads.size === 0) return new Set()
  const $or = [...heads].map(([c, head]) => ({ c, [number]: head[number] }))
  const query = { hint: `by-${number}`, projection: { _id: 0, c: 1 } } as const
  const found = await messages.find<Pick<VisibleDocument, 'c'>>({ $or }, query)
  return new Set(found.map(({ c }) => c))
}
