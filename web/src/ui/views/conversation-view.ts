import type { ConversationId, ConversationSummary, Message, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { isolated } from '../../i18n/isolated.ts'
import { closedLine, mayReact } from '../composer/closed-line.ts'
import { Composer } from '../composer/composer.ts'
import { derived, Value } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { conversationName } from '../format/names.ts'
import { LateFind, lateMentions, latePins, lateScheduled, lateSilence } from '../timeline/late-bars.ts'
import type { MarksIn } from '../timeline/rows/row-context.ts'
import { TimelineView, type TimelineContext } from '../timeline/timeline-view.ts'
import { ConversationHeader } from './conversation-header.ts'
import { TypingLine } from './typing-line.ts'

/** One open conversation: who it is with, what was said, and where to say something. */
export class ConversationView extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #viewerId: UserId
  readonly #header: ConversationHeader
  readonly #timeline: TimelineView
  readonly #find: LateFind
  readonly #sought = new Value<MarksIn | null>(null)
  readonly #composer: Composer
  readonly #closed = el('div', { role: 'status' })
  readonly #foot: HTMLElement
  #hasSilence = false
  #mayReact = true

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('section', { class: 'conversation', 'data-kind': summary.conversation.kind }))
    this.#client = client
    this.#viewerId = viewerId
    this.#id = summary.conversation.id
    this.#header = this.own(new ConversationHeader(client, summary, () => void this.#find.open()))
    const quoting = { client, viewerId, conversationId: this.#id, kind: summary.conversation.kind }
    this.#composer = this.own(new Composer(quoting, () => this.#lastOwn()))
    this.#timeline = this.own(new TimelineView(this.#context(summary), summary))
    this.#timeline.root.append(this.own(lateMentions(this.#mentioned(summary))).root)
    this.#find = this.own(new LateFind(this.#finding()))
    const typing = this.own(new TypingLine(client.state, this.#id))
    const context = this.#context(summary)
    const scheduled = this.own(lateScheduled(context, this.#composer.root))
    const column = el(
      'div',
      { class: 'foot-column' },
      typing.root,
      scheduled.root,
      this.#closed,
      this.#composer.root,
    )
    this.#foot = el('div', { class: 'conversation-foot', tabindex: -1 }, column)
    const pins = this.own(latePins(context))
    this.root.append(this.#header.root, this.#find.root, pins.root, this.#timeline.root, this.#foot)
    const shown = derived(
      [client.state.conversation(this.#id), client.state.blocked],
      (now) => now && { ...now },
    )
    this.bind(shown, (now) => now && this.#summarize(now))
    this.listen(this.#composer.root, 'submit', () => void this.#timeline.toLatest())
    this.listen(this.root, 'keydown', (event) => this.#key(event))
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
    const isSilenced = summary.membership.silencedUntil !== undefined
    const isShut = closed !== null || isSilenced
    this.#mayReact = !isShut || mayReact(summary)
    const isAsBefore = closed ? shown?.isEqualNode(closed) : !shown
    if (isAsBefore && isShut === this.#composer.root.hidden) return
    if (isSilenced) this.#addSilence()
    replaceChildren(this.#closed, closed)
    this.#composer.root.hidden = isShut
    if (hadFocus) (isSilenced ? this.#foot : (closed ?? this.#composer)).focus()
  }

  #addSilence(): void {
    if (this.#hasSilence) return
    this.#hasSilence = true
    this.#closed.after(this.own(lateSilence(this.#client, this.#id)).root)
  }

  /** The browser's own search knows only what is in the page: the part around what one reads. */
  #key(event: KeyboardEvent): void {
    const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'f'
    const { target } = event
    const inReach =
      target instanceof Node && [this.#timeline, this.#find].some(({ root }) => root.contains(target))
    if (!isFind || !inReach) return
    event.preventDefault()
    void this.#find.open()
  }

  #finding() {
    return {
      client: this.#client,
      id: this.#id,
      sought: this.#sought,
      seek: (seq: number) => this.#timeline.seek(seq),
      toLatest: () => void this.#timeline.toLatest(),
      focus: (seq: number | null) => this.#timeline.focus(seq),
    }
  }

  #mentioned(summary: ConversationSummary) {
    return {
      client: this.#client,
      summary,
      viewerId: this.#viewerId,
      frame: this.#timeline.root,
      seek: (seq: number) => this.#timeline.seek(seq, true),
      focus: () => this.#timeline.focus(null),
    }
  }

  #context({ conversation }: ConversationSummary): TimelineContext {
    return {
      client: this.#client,
      conversationId: this.#id,
      kind: conversation.kind,
      viewerId: this.#viewerId,
      sought: this.#sought,
      edit: () => (this.#composer.root.hidden ? null : (chosen: Message) => this.#composer.edit(chosen)),
      mayReact: () => this.#mayReact,
      reply: () => (this.#composer.root.hidden ? null : (seq: number) => this.#composer.reply(seq)),
      jump: (seq, from) => this.#timeline.jump(seq, from),
      discarded: (unsent) => this.#composer.takeBack(unsent),
    }
  }

  #lastOwn(): Message | null {
    const messages = this.#client.state.timeline(this.#id).get()?.messages ?? []
    const own = (message: Message) =>
      message.senderId === this.#viewerId &&
      message.system === null &&
      message.deletedAt === null &&
      !message.forwardedFrom
    return messages.findLast(own) ?? null
  }
}
