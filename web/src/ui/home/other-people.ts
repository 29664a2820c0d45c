import type { ConversationSummary, UserCard, UserId } from '@parley/shared'

import { derived, Value, type Readable } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'

/** Whom one could talk with is asked for once, by those who talk with nobody yet. */
export class OtherPeople extends Component {
  /** With whom one does not talk yet; empty until they are known. */
  readonly people: Readable<readonly UserCard[]>
  readonly isAlone: Readable<boolean>
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #found = new Value<readonly UserCard[] | null>(null)
  #isAsked = false

  constructor(client: Client, viewerId: UserId) {
    super(el('div', {}))
    this.#client = client
    this.#viewerId = viewerId
    const { conversations, invitations, instance } = client.state
    this.people = derived([this.#found, conversations], (found, list) => {
      const peers = new Set(list?.map(({ peer }) => peer?.id))
      return (found ?? []).filter(({ id }) => !peers.has(id))
    })
    this.isAlone = derived(
      [this.#found, conversations, invitations, instance],
      (found, list, invited, server) =>
        server?.peopleDirectory === 'everyone' && // else there may be people whom one does not see
        found?.length === 0 &&
        invited.length === 0 &&
        list !== null &&
        talksWithNobody(list),
    )
    this.bind(conversations, (list) => {
      if (list && talksWithNobody(list)) void this.#ask()
    })
  }

  async #ask(): Promise<void> {
    if (this.#isAsked) return
    this.#isAsked = true
    void this.#client.actions.instance.load()
    const result = await this.#client.actions.people.others()
    if (result.ok) this.#found.set(result.value.items.filter(({ id }) => id !== this.#viewerId))
    else this.#isAsked = false
  }
}

const talksWithNobody = (list: readonly ConversationSummary[]): boolean =>
  list.every(({ conversation }) => conversation.kind === 'notes')
