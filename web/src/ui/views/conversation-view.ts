import type { ConversationId, ConversationSummary, Message, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { Composer } from '../composer/composer.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { conversationName } from '../format/names.ts'
import { openMessageMenu } from '../timeline/message-menu.ts'
import type { RowContext } from '../timeline/row-context.ts'
import { TimelineView } from '../timeline/timeline-view.ts'
import { ConversationHeader } from './conversation-header.ts'
import { TypingLine } from './typing-line.ts'

/** One open conversation: who it is with, what was said, and where to say something. */
export class ConversationView extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #viewerId: UserId
  readonly #header: ConversationHeader
  readonly #timeline: TimelineView
  readonly #composer: Composer
  readonly #gone = el('p', { class: 'hint centred', hidden: true }, words.profile.deleted)

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('section', { class: 'conversation' }))
    this.#client = client
    this.#viewerId = viewerId
    this.#id = summary.conversation.id
    this.#header = this.own(new ConversationHeader(client, summary))
    this.#composer = this.own(new Composer(client, this.#id, () => this.#lastOwn()))
    this.#timeline = this.own(new TimelineView(this.#context(), summary))
    const typing = this.own(new TypingLine(client.state, this.#id))
    const foot = el('div', { class: 'conversation-foot' }, typing.root, this.#gone, this.#composer.root)
    this.root.append(this.#header.root, this.#timeline.root, foot)
    this.bind(client.state.conversation(this.#id), (now) => now && this.#summarize(now))
    this.listen(this.#composer.root, 'submit', () => void this.#timeline.toLatest())
  }

  focus(): void {
    this.#composer.focus()
  }

  #summarize(summary: ConversationSummary): void {
    this.#header.summarize(summary)
    this.#timeline.summarize(summary)
    const gone = summary.peer?.deleted === true
    this.#composer.root.hidden = gone
    this.#gone.hidden = !gone
    const notes = summary.conversation.kind === 'notes'
    this.#composer.placeholder(
      notes ? words.composer.placeholderNotes : words.composer.placeholder(conversationName(summary)),
    )
  }

  #context(): RowContext {
    return {
      client: this.#client,
      conversationId: this.#id,
      viewerId: this.#viewerId,
      openMenu: ({ message, senderId }, anchor) => {
        const edit = (chosen: Message) => this.#composer.edit(chosen)
        if (message)
          openMessageMenu(this.#client, { message, own: senderId === this.#viewerId, anchor, edit })
      },
      discarded: (text) => this.#composer.insert(text ?? ''),
    }
  }

  #lastOwn(): Message | null {
    const messages = this.#client.state.timeline(this.#id).get()?.messages ?? []
    const own = (message: Message) =>
      message.senderId === this.#viewerId && message.system === null && message.deletedAt === null
    return messages.findLast(own) ?? null
  }
}
