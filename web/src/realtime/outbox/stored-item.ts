import type { ClientId, UserId } from '@parley/shared'

import type { OutboxItem } from '../../state/outbox-item.ts'

/** An unsent message as it is kept across reloads, and whose it is. */
export interface StoredItem {
  readonly userId: UserId
  readonly clientId: ClientId
  readonly item: OutboxItem
}

export function ownInOrder(all: readonly StoredItem[], userId: UserId): OutboxItem[] {
  const own = all.filter((stored) => stored.userId === userId).map(({ item }) => item)
  return own.sort((a, b) => a.place - b.place)
}
