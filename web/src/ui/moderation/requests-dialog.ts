import type { ConversationId, ConversationSummary, JoinRequest, Membership, UserId } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { button } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { PagedList } from '../components/paged-list.ts'
import { el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { clockTime, daysAgo, fullTime, longDate } from '../format/time.ts'
import { blockedTag } from '../people/blocking.ts'
import { personLine } from '../people/person-row.ts'

/** Who asks to join a group, for those who decide. It closes for whoever decides no more. */
export function openRequests(client: Client, id: ConversationId): void {
  const list = new RequestList(client, id, () => dialog.close())
  const dialog = new Dialog(words.moderation.requests.title).add(list)
  dialog.open()
  list.follow()
}

type Decide = (id: ConversationId, userId: UserId) => Promise<Result<void>>

class RequestList extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #close: () => void
  readonly #list: PagedList<JoinRequest>
  #membership: Membership | null = null

  constructor(client: Client, id: ConversationId, close: () => void) {
    super(el('div', { class: 'join-requests', tabindex: -1 }))
    this.#client = client
    this.#id = id
    this.#close = close
    const { title, none } = words.moderation.requests
    this.#list = this.own(
      new PagedList<JoinRequest>({
        label: title,
        none,
        load: (cursor) => client.actions.requests.list(id, cursor),
        row: (request) => this.#row(request),
        keepsRows: true,
      }),
    )
    this.root.append(this.#list.root)
  }

  follow(): void {
    this.bind(this.#client.state.conversation(this.#id), (summary) => this.#show(summary))
    this.bind(this.#client.state.blocked, () => this.#list.redraw())
  }

  #show(summary: ConversationSummary | null): void {
    if (!summary?.conversation.askToJoin || !may(summary.membership.role, 'approve')) return this.#close()
    const [before, now] = [this.#membership, summary.membership]
    this.#membership = now
    const hasOnlyRead = before !== null && before.readSeq !== now.readSeq
    if (now !== before && !hasOnlyRead) void this.#list.reload()
  }

  #row(request: JoinRequest): HTMLElement {
    const { user, sentence, askedAt } = request
    const { approve, decline } = words.moderation.requests
    const { requests } = this.#client.actions
    const now = this.#client.clock.now.get()
    const when = daysAgo(askedAt, now) === 0 ? clockTime(askedAt) : longDate(askedAt)
    const time = el('time', { class: 'hint', datetime: askedAt, title: fullTime(askedAt) }, when)
    return el(
      'div',
      { class: 'join-request' },
      personLine(user, blockedTag(this.#client, user.id), time),
      sentence !== '' && el('p', { class: 'join-sentence', dir: 'auto' }, sentence),
      el(
        'div',
        { class: 'join-answers' },
        this.#answer(request, decline, requests.decline, 'plain'),
        this.#answer(request, approve, requests.approve, 'primary'),
      ),
    )
  }

  #answer(request: JoinRequest, label: string, decide: Decide, look: 'plain' | 'primary'): HTMLElement {
    const one = button(label, () => void this.#decide(request, decide), look)
    one.setAttribute('aria-label', `${label}: ${personName(request.user)}`)
    return one
  }

  async #decide(request: JoinRequest, decide: Decide): Promise<void> {
    const result = await decide(this.#id, request.user.id)
    if (result.ok) this.#list.remove(request)
    else {
      this.#client.toasts.failure(result.failure)
      await this.#list.reload()
    }
    if (!this.root.contains(document.activeElement)) this.root.focus() // the button went with its row
  }
}
