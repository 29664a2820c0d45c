import type { ConversationId, ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { icon } from '../components/icon.ts'
import { el, setAttribute } from '../dom.ts'
import { unreadCount } from '../format/unread-count.ts'
import { openRequests } from './requests-dialog.ts'

/** In the details of a group, for those who decide who joins it: how many ask, and the way to them. */
export class RequestsRow {
  readonly root: HTMLButtonElement
  readonly #count = el('span', { class: 'badge' })

  constructor(client: Client, id: ConversationId) {
    const { title } = words.moderation.requests
    const onclick = () => openRequests(client, id)
    const props = { type: 'button', class: 'requests-row', hidden: true, onclick } as const
    this.root = el('button', props, icon('adduser'), el('span', {}, title), this.#count)
  }

  show({ conversation, membership }: ConversationSummary): void {
    const { title, waiting } = words.moderation.requests
    const { role, joinRequests = 0 } = membership
    this.root.hidden = !conversation.askToJoin || !may(role, 'approve')
    this.#count.hidden = joinRequests === 0
    this.#count.textContent = unreadCount(joinRequests)
    setAttribute(this.root, 'aria-label', joinRequests === 0 ? title : `${title}: ${waiting(joinRequests)}`)
  }
}
