import type { ConversationId, ConversationSummary, UserCard } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { icon } from '../components/icon.ts'
import { el, replaceChildren, sentence } from '../dom.ts'
import { personName } from '../format/names.ts'
import { endText } from './end-text.ts'

/** In the composer's place while one is silenced: until when, and whom to ask. */
export class SilenceLine extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #text = el('span', {})
  #end: string | undefined

  constructor(client: Client, id: ConversationId) {
    super(el('div', { class: 'closed-line' }))
    this.#client = client
    this.#id = id
    this.root.append(icon('clock'), el('p', {}, this.#text))
    this.bind(client.state.conversation(id), (now) => now && this.#show(now))
    void this.#nameOwner()
  }

  #show({ membership: { silencedUntil } }: ConversationSummary): void {
    this.root.hidden = silencedUntil === undefined
    if (silencedUntil === undefined || silencedUntil === this.#end) return
    this.#end = silencedUntil
    const when = endText(silencedUntil, this.#client.clock.read())
    replaceChildren(this.#text, ...sentence(words.silence.until(when)))
  }

  /** Where they are among the first members. */
  async #nameOwner(): Promise<void> {
    const result = await this.#client.actions.members.list(this.#id, null)
    const owner = result.ok && result.value.items.find(({ role }) => role === 'owner')
    if (owner) this.#text.after(' ', this.#linkTo(owner.user))
  }

  #linkTo(owner: UserCard): HTMLElement {
    const panel = { kind: 'person', userId: owner.id } as const
    const href = pathOf({ name: 'conversation', id: this.#id, panel })
    return el('a', { href }, ...sentence(words.silence.ask(personName(owner))))
  }
}
