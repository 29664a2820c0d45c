import type { ScheduledMessage } from '@parley/shared'

import { Value } from '../../state/observable.ts'
import type { Client } from '../client.ts'

/** All that one has scheduled: asked for once a connection, and again whenever something of it has changed. */
export class ScheduledItems {
  /** The next to be sent first. */
  readonly all = new Value<readonly ScheduledMessage[]>([])
  readonly #client: Client
  #asked = 0

  constructor(client: Client, notSent: () => void) {
    this.#client = client
    const before = client.state.scheduled.get()
    client.state.isCaughtUp.subscribe((isCaughtUp) => isCaughtUp && void this.ask())
    client.state.scheduled.subscribe((change) => {
      if (change === before) return
      if (change?.state === 'failed' || change?.state === 'late') notSent()
      void this.ask()
    })
  }

  /** Of several answers the one to the last question counts. */
  async ask(): Promise<void> {
    const asked = ++this.#asked
    const result = await this.#client.actions.scheduled.list()
    if (result.ok && asked === this.#asked) this.all.set(result.value.items)
  }
}
