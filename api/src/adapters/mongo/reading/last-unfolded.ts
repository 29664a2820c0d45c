import type { ConversationId } from '@parley/shared'
import { isExpired } from '@parley/shared/expiry'
import * as limits from '@parley/shared/limits'
import { isFolded } from '@parley/shared/unread'

import { unreadLookBack } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import type { HeadDocument } from '../connection/collections.ts'
import { visibleFields, type VisibleDocument } from '../message-document.ts'
import { notExpired, type Reader } from './mentions.ts'

interface Place {
  readonly _id: ConversationId
  readonly seq: number
}

/** As for what is unread: so many of the latest messages of each conversation are looked at, almost always the first. */
const windows = [limits.unreadMax + 28, unreadLookBack]

/** The last message of each conversation that is not folded for the reader: almost always the one that its head has. */
export async function lastUnfolded(
  call: Call,
  reader: Reader,
  heads: readonly HeadDocument[],
): Promise<Map<ConversationId, VisibleDocument>> {
  const folded = heads.filter(({ last }) => !isShown(last, reader))
  const lasts = new Map(heads.map(({ _id, last }) => [_id, last]))
  for (const { _id } of folded) lasts.delete(_id)
  for (const last of await documentsAt(call, await placesIn(call, reader, folded))) lasts.set(last.c, last)
  return lasts
}

async function placesIn(
  call: Call,
  { blocked, at }: Reader,
  heads: readonly HeadDocument[],
): Promise<Place[]> {
  const places = new Map<ConversationId, Place>()
  let open = heads
  for (const window of windows) {
    if (open.length === 0) break
    const $or = open.map(({ _id, seq }) => ({ c: _id, seq: { $gt: seq - window, $lte: seq } }))
    const isThere = { 'parts.expired': { $ne: true }, ...notExpired(at) }
    const unfolded = { $or: [{ s: { $nin: [...blocked] } }, { system: { $ne: null } }], ...isThere }
    const last = { $group: { _id: '$c', seq: { $max: '$seq' } } }
    const pipeline = [{ $match: { $or } }, { $match: unfolded }, last]
    for (const place of await call.messages.aggregate<Place>(pipeline, { hint: 'by-seq' }))
      places.set(place._id, place)
    open = open.filter(({ _id, seq }) => !places.has(_id) && seq > window)
  }
  return [...places.values()]
}

const isShown = ({ s: senderId, system, parts }: VisibleDocument, { blocked, at }: Reader): boolean =>
  !isFolded({ senderId, system }, blocked) && !isExpired(parts ?? {}, at)

async function documentsAt(call: Call, places: readonly Place[]): Promise<VisibleDocument[]> {
  if (places.length === 0) return []
  const $or = places.map(({ _id, seq }) => ({ c: _id, seq }))
  return call.messages.find<VisibleDocument>({ $or }, { hint: 'by-seq', projection: visibleFields })
}
