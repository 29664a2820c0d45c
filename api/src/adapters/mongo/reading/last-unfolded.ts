import type { ConversationId, UserId } from '@parley/shared'
import { limits } from '@parley/shared/limits'

import { unreadLookBack } from '../../../stores/message-store.ts'
import { by, type Collections, type HeadDocument } from '../connection/collections.ts'
import type { Deadline } from '../connection/deadline.ts'
import { visibleFields, type VisibleDocument } from '../message-document.ts'

interface Place {
  readonly _id: ConversationId
  readonly seq: number
}

/** As for what is unread: so many of the latest messages of each conversation are looked at, almost always the first. */
const windows = [limits.unreadMax + 28, unreadLookBack]

/** The last messages of conversations in which someone wrote last whom the reader has blocked. */
export class LastUnfolded {
  readonly #messages: Collections['messages']

  constructor({ messages }: Collections) {
    this.#messages = messages
  }

  async of(
    heads: readonly HeadDocument[],
    blocked: ReadonlySet<UserId>,
    deadline: Deadline,
  ): Promise<VisibleDocument[]> {
    const places: Place[] = []
    let open = heads
    for (const window of windows) {
      const found = await this.#placesOf(open, blocked, window, deadline)
      places.push(...found)
      const ids = new Set(found.map(({ _id }) => _id))
      open = open.filter(({ _id, seq }) => !ids.has(_id) && seq > window)
    }
    return this.#documents(places, deadline)
  }

  async #placesOf(
    heads: readonly HeadDocument[],
    blocked: ReadonlySet<UserId>,
    window: number,
    deadline: Deadline,
  ): Promise<Place[]> {
    if (heads.length === 0) return []
    const $or = heads.map(({ _id, seq }) => ({ c: _id, seq: { $gt: seq - window, $lte: seq } }))
    const unfolded = { $or: [{ s: { $nin: [...blocked] } }, { system: { $ne: null } }] }
    const pipeline = [
      { $match: { $or } },
      { $match: unfolded },
      { $group: { _id: '$c', seq: { $max: '$seq' } } },
    ]
    const options = { ...by('by-seq'), batchSize: heads.length + 1 }
    return deadline.step((maxTimeMS) =>
      this.#messages.aggregate<Place>(pipeline, { ...options, maxTimeMS }).toArray(),
    )
  }

  async #documents(places: readonly Place[], deadline: Deadline): Promise<VisibleDocument[]> {
    if (places.length === 0) return []
    const $or = places.map(({ _id, seq }) => ({ c: _id, seq }))
    const options = { ...by('by-seq'), batchSize: places.length + 1 }
    return deadline.step((maxTimeMS) =>
      this.#messages
        .find({ $or }, { ...options, maxTimeMS })
        .project<VisibleDocument>(visibleFields)
        .toArray(),
    )
  }
}
