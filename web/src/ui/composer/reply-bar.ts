import { words } from '../../i18n/index.ts'
import { derived } from '../../state/observable.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { quoteLine, type QuoteContext } from '../timeline/message/quote.ts'
import { quoteOf, type QuoteModel } from '../timeline/rows/models.ts'
import { keepReply, replyKept } from './kept.ts'

const nobody: ReadonlySet<never> = new Set()

/** Over the box: which message the next one answers. */
export class ReplyBar extends Component {
  readonly #context: QuoteContext
  readonly #line = el('span', { class: 'reply-line' })

  /** @param ended called when somebody has closed it */
  constructor(context: QuoteContext, ended: () => void) {
    super(el('div', { class: 'reply-bar', role: 'status' }, icon('reply')))
    this.#context = context
    const close = () => {
      keepReply(context, null)
      ended()
    }
    this.root.append(this.#line, iconButton('close', words.composer.cancelReply, close))
    const { state } = context.client
    const shown = [state.drafts, state.timeline(context.conversationId), state.blocked, state.people]
    this.bind(
      derived(shown, () => ({})),
      () => this.#show(),
    )
  }

  #show(): void {
    const quote = this.#quote()
    // It cannot be answered any more, and is not there for oneself.
    if (quote?.original === 'before one reads') return keepReply(this.#context, null)
    this.root.hidden = quote === null
    if (!quote) return
    const { client, conversationId } = this.#context
    if (!quote.original) client.actions.messages.lookUp(conversationId, quote.seq)
    const label = el('span', { class: 'visually-hidden' }, `${words.timeline.inReplyTo} `)
    const line = el('span', {}, label, ...quoteLine(this.#context, quote))
    if (this.#line.firstElementChild?.isEqualNode(line) !== true) replaceChildren(this.#line, line)
  }

  #quote(): QuoteModel | null {
    const { client, conversationId, kind } = this.#context
    const timeline = client.state.timeline(conversationId).get()
    const blocked = kind === 'direct' ? nobody : client.state.blocked.get()
    return quoteOf(replyKept(this.#context), { quoted: (seq) => timeline?.quoted(seq), blocked })
  }
}
