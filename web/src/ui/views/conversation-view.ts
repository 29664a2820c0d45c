import type { ConversationId, ConversationSummary, Message, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { isolated } from '../../i18n/isolated.ts'
import { closedLine } from '../composer/closed-line.ts'
import { Composer } from '../composer/composer.ts'
import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
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
  readonly #closed = el('div', { role: 'status' })
  readonly #foot: HTMLElement

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('section', { class: 'conversation' }))
    this.#client = client
    this.#viewerId = viewerId
    this.#id = summary.conversation.id
    this.#header = this.own(new ConversationHeader(client, summary))
    this.#composer = this.own(new Composer(client, this.#id, () => this.#lastOwn()))
    this.#timeline = this.own(new TimelineView(this.#context(), summary))
    const typing = this.own(new TypingLine(client.state, this.#id))
    const content = [typing.root, this.#closed, this.#composer.root]
    this.#foot = el('div', { class: 'conversation-foot' }, ...content)
    this.root.append(this.#header.root, this.#timeline.root, this.#foot)
    const shown = derived(
      [client.state.conversation(this.#id), client.state.blocked],
      (now) => now && { ...now },
    )
    this.bind(shown, (now) => now && this.#summarize(now))
    this.listen(this.#composer.root, 'submit', () => void this.#timeline.toLatest())
  }

  focus(): void {
    this.#composer.focus()
  }

  #summarize(summary: ConversationSummary): void {
    this.#header.summarize(summary)
    this.#timeline.summarize(summary)
    this.#showFoot(summary)
    const notes = summary.conversation.kind === 'notes'
    this.#composer.placeholder(
      notes
        ? words.composer.placeholderNotes
        : words.composer.placeholder(isolated(conversationName(summary))),
    )
  }

  /** What is typed stays a draft, for when one can write again. */
  #showFoot(summary: ConversationSummary): void {
    const hadFocus = this.#foot.contains(document.activeElement)
    const closed = closedLine(this.#client, summary)
    const shown = this.#closed.firstElementChild
    if (closed ? shown?.isEqualNode(closed) : !shown) return
    replaceChildren(this.#closed, closed)
    this.#composer.root.hidden = closed !== null
    if (hadFocus) (closed ?? this.#composer).focus()
  }

  #context(): RowContext {
    return {
      client: this.#client,
      conversationId: this.#id,
      viewerId: this.#viewerId,
      openMenu: ({ message, senderId }, anchor) => {
        const edit = this.#composer.root.hidden ? null : (chosen: Message) => this.#composer.edit(chosen)
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
