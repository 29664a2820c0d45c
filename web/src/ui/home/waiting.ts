import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute, pathOf } from '../../router.ts'
import { draftShown } from '../../state/draft-key.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { icon } from '../components/icon.ts'
import { cutLine, el, type Child } from '../dom.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { preview } from '../format/preview.ts'
import { listTime } from '../format/time.ts'
import { unreadBadge } from '../list/row-marks.ts'
import { HomeSection, homeText } from './section.ts'

/** More of them stand in the list beside it. */
const most = 6

/** What was written to one, and what one has begun to write. */
export class Waiting extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #section: HomeSection<ConversationSummary>

  constructor(client: Client, viewerId: UserId) {
    const section = new HomeSection<ConversationSummary>({
      title: words.home.waiting,
      key: ({ conversation }) => conversation.id,
      row: ({ conversation: { id } }) => el('a', { class: 'home-row', href: pathOf(conversationRoute(id)) }),
      content: (summary) => this.#content(summary),
    })
    super(section.root)
    this.#client = client
    this.#viewerId = viewerId
    this.#section = this.own(section)
    this.bind(client.state.conversations, () => this.#show())
    this.bind(client.state.drafts, () => this.#show())
    this.bind(client.clock.day, () => this.#show())
  }

  #show(): void {
    const all = this.#client.state.conversations.get() ?? []
    const waiting = all.filter((summary) => isUnread(summary) || this.#draft(summary) !== undefined)
    this.#section.show(waiting.slice(0, most))
  }

  #draft({ conversation }: ConversationSummary): string | undefined {
    return draftShown(this.#client.state.drafts.get(), conversation.id)
  }

  #content(summary: ConversationSummary): Child[] {
    const { lastActivityAt, unread } = summary
    const draft = this.#draft(summary)
    const line = draft
      ? [el('span', { class: 'home-draft' }, words.list.draft), cutLine(draft.slice(0, 200))]
      : preview(this.#client.state, summary, this.#viewerId)
    const time = listTime(lastActivityAt, this.#client.clock.now.get())
    return [
      conversationAvatar(summary, 'medium'),
      homeText(cutLine(conversationName(summary)), ...line),
      el('time', { class: 'home-time', datetime: lastActivityAt }, time),
      ...(isUnread(summary) ? unreadBadge(unread, false) : [icon('pen', 'tiny')]),
    ]
  }
}

const isUnread = ({ unread, membership }: ConversationSummary): boolean =>
  unread > 0 && !membership.muted && !membership.hidden
