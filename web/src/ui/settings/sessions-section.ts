import type { Session, SessionId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import { button } from '../components/button.ts'
import { PagedList } from '../components/paged-list.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { listTime } from '../format/time.ts'

/** Where one is signed in, and ending it. */
export class SessionsSection extends Component {
  readonly #client: Client
  readonly #list: PagedList<Session>

  constructor(client: Client) {
    super(el('div', { class: 'section' }, el('p', { class: 'hint' }, words.settings.sessionsIntro)))
    this.#client = client
    this.#list = this.own(
      new PagedList<Session>({
        label: words.settings.sessions,
        none: '',
        load: async () => {
          const result = await client.actions.account.sessions()
          return result.ok ? { ok: true, value: { items: result.value.items, nextCursor: null } } : result
        },
        row: (session) => this.#row(session),
      }),
    )
    const others = button(words.settings.endOthers, () => void this.#endOthers(), 'plain')
    this.root.append(this.#list.root, others)
    this.bind(client.clock.day, () => this.#list.redraw())
    void this.#list.reload()
  }

  #row({ id, device, address, lastSeenAt, current }: Session): HTMLElement {
    const facts = words.settings.sessionFacts(address, listTime(lastSeenAt, this.#client.clock.now.get()))
    const text = el(
      'span',
      { class: 'person-text' },
      el('span', { class: 'person-name' }, device),
      el('span', { class: 'person-handle' }, facts),
    )
    if (current)
      return el('div', { class: 'fact-line' }, text, el('span', { class: 'tag' }, words.settings.thisSession))
    const end = button(words.settings.endSession, () => void this.#end(id), 'plain')
    end.setAttribute('aria-label', words.settings.endSessionOf(device))
    return el('div', { class: 'fact-line' }, text, end)
  }

  async #end(id: SessionId): Promise<void> {
    await this.#finish(await this.#client.actions.account.endSession(id))
  }

  async #endOthers(): Promise<void> {
    const result = await this.#client.actions.account.endOtherSessions()
    if (result.ok) this.#client.toasts.show(words.settings.othersEnded)
    await this.#finish(result)
  }

  async #finish(result: Result<void>): Promise<void> {
    if (!result.ok) this.#client.toasts.failure(result.failure)
    await this.#list.reload()
  }
}
