import type { ConversationSummary } from '@parley/shared'

import type { Unsubscribe } from '../state/observable.ts'
import type { Client } from './client.ts'

/** Presence is watched for this many of the latest direct conversations. */
const most = 100

/** Keeps watching the people of the direct conversations, whoever they are at the moment. */
export class PeerWatch {
  readonly #client: Client
  #watched = ''
  #end: Unsubscribe = () => {}

  constructor(client: Client) {
    this.#client = client
  }

  watch(conversations: readonly ConversationSummary[]): void {
    const ids = conversations.flatMap(({ peer }) => (peer && !peer.deleted ? [peer.id] : [])).slice(0, most)
    const key = ids.toSorted().join()
    if (key === this.#watched) return
    this.#watched = key
    const endBefore = this.#end
    this.#end = this.#client.actions.presence.watch(ids)
    endBefore()
  }

  destroy(): void {
    this.#end()
  }
}
