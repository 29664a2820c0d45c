import type { ConversationSummary, Message } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { conversationRoute, type Place } from '../../router.ts'
import type { TimelineState } from '../../state/state.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { ScrollAnchor } from '../scroll-anchor.ts'
import { Announcer } from './announcer.ts'
import { JumpButton } from './jump-button.ts'
import { neededAround, openWhereRead } from './loading.ts'
import { PlaceNote } from './place.ts'
import type { RowContext } from './rows/row-context.ts'
import { RowList } from './rows/row-list.ts'
import { RowWindow } from './rows/row-window.ts'
import { timelineTop } from './timeline-top.ts'

/** So far from the end the way back is offered. */
const jumpFromPx = 240

export type TimelineContext = Omit<RowContext, 'resize'>

/** The messages of one conversation: a bounded part of them in the page, and the place where one reads. */
export class TimelineView extends Component {
  readonly #context: TimelineContext
  readonly #top = el('div', { class: 'timeline-top' })
  readonly #rows: RowList
  readonly #scroller: HTMLElement
  readonly #anchor: ScrollAnchor
  readonly #note: PlaceNote
  readonly #window = new RowWindow()
  readonly #jump = new JumpButton(
    () => void this.toLatest(),
    (seq) => this.#lead(seq),
  )
  readonly #announcer: Announcer
  #summary: ConversationSummary
  #state: TimelineState | null = null
  #rendered: readonly Message[] = []
  #newAfterSeq: number | null
  #placed = false
  /** A message that someone wants to see, until it is on the screen. */
  #sought: number | null = null
  /** Whether what is sought gets the focus, as that was in what led there. */
  #isFollowed = true
  #painted: number | null = null
  /** Where one was before the page was loaded again, until that is on the screen. */
  #left: Place | null
  /** The end of the conversation, when it was last shown. */
  #endSeq: number | null = null

  constructor(given: TimelineContext, summary: ConversationSummary) {
    super(el('div', { class: 'timeline-frame' }))
    this.#context = given
    this.#summary = summary
    this.#newAfterSeq = summary.unread > 0 ? summary.membership.readSeq : null
    this.#announcer = new Announcer(given.client.state, given.viewerId)
    const context = { ...given, resize: (row: HTMLElement, change: () => void) => this.#resize(row, change) }
    this.#rows = this.own(new RowList(context, () => this.#show()))
    const content = el('div', { class: 'timeline-content' }, this.#top, this.#rows.root)
    const props = { class: 'timeline', role: 'log', tabindex: 0, 'aria-live': 'off' } as const
    this.#scroller = el('div', { ...props, 'aria-label': words.timeline.label }, content)
    this.root.append(this.#scroller, this.#jump.root, this.#announcer.root)
    this.#anchor = this.own(
      new ScrollAnchor(this.#scroller, this.#rows.root, {
        endsHere: () => this.#endsHere(),
        moved: () => this.#moved(),
      }),
    )
    this.#note = this.own(new PlaceNote(given.client.router, given.conversationId, this.#anchor, this.#rows))
    this.#left = given.client.router.takePlace(given.conversationId)
    this.listen(this.#scroller, 'keydown', (event) => this.#rows.key(event))
    this.listen(this.root, 'keydown', (event) => this.#jump.key(event))
    this.listen(document, 'visibilitychange', () => this.#visibilityChanged())
    this.#open()
  }

  summarize(summary: ConversationSummary): void {
    const isSeenFurther = summary.peerReadSeq !== this.#summary.peerReadSeq
    this.#summary = summary
    if (isSeenFurther) this.#render()
    this.#showAround()
  }

  focus(seq: number | null): void {
    const row = seq === null ? null : this.#rows.rowOf(seq)
    ;(row ?? this.#scroller).focus({ preventScroll: true })
  }

  async toLatest(): Promise<void> {
    if (this.#state?.hasNewer) await this.#actions.openLatest(this.#id)
    if (!this.root.isConnected) return
    this.#jump.forgetJumps()
    this.#anchor.toEnd() // first: rows shown away from the end would bring in those above them
    this.#window.toEnd()
    this.#show()
    this.#leaveSought()
  }

  /** Shows a message, and makes it stand out for a moment. */
  seek(seq: number, isFollowed = false): void {
    this.#jump.forgetJumps()
    this.#isFollowed = isFollowed
    this.#lead(seq)
  }

  /** To a message that another one answers. What is on the screen already only stands out. */
  jump(seq: number, from: number | null): void {
    const row = this.#rows.rowOf(seq)
    if (row && this.#anchor.shows(row)) return this.#rows.sought(seq)?.focus({ preventScroll: true })
    this.#jump.jumped(from)
    this.#lead(seq)
  }

  #lead(seq: number): void {
    this.#sought = seq
    this.#left = null
    this.#placed = false
    this.#rows.unfold(seq)
    if (this.#state?.messages.some((message) => message.seq === seq)) {
      this.#window.around(seq)
      this.#show()
    } else this.#openAround(seq)
  }

  get #id() {
    return this.#context.conversationId
  }

  get #actions() {
    return this.#context.client.actions.messages
  }

  #openAround(seq: number): void {
    this.#window.around(seq)
    void this.#actions.openAround(this.#id, seq)
  }

  #open(): void {
    const { state, clock, router } = this.#context.client
    let wasThere = this.#left !== null // and perhaps far from what the address says
    this.bind(router.route, (route) => {
      if (route.name === 'conversation' && route.id === this.#id && route.seq && !wasThere)
        this.seek(route.seq)
    })
    wasThere = false
    if (this.#left) this.#openAround(this.#left.seq)
    else if (this.#sought === null) openWhereRead(this.#actions, this.#window, this.#summary)
    this.onEnd(() => this.#actions.release(this.#id))
    this.bind(state.timeline(this.#id), (now) => {
      this.#state = now
      this.#show()
    })
    this.bind(state.blocked, () => {
      const focused = document.activeElement
      this.#rows.foldAll()
      this.#show()
      if (!focused?.isConnected) this.#scroller.focus() // it was in a row that is folded away now
    })
    this.bind(clock.day, () => this.#show()) // a day may begin elsewhere now
  }

  #show(): void {
    this.#render()
    this.#showAround()
    const { messages, pending } = this.#state ?? { messages: [], pending: [] }
    if (!this.#state?.hasNewer) this.#announcer.hear(messages)
    this.#announcer.follow(pending)
    this.#place()
    if (!this.#anchor.atEnd) this.#anchor.restore()
    this.#reportSeen()
    this.#painted ??= requestAnimationFrame(() => setTimeout(() => this.#settle()))
  }

  /** What is needed beyond the screen can wait until what is on it is painted. */
  #settle(): void {
    this.#painted = null
    if (!this.root.isConnected) return
    this.#fill()
    this.#reportSeen()
  }

  #render(): void {
    const state = this.#state
    this.#rendered = this.#window.clip(state?.messages ?? [])
    const isEnd = this.#endsHere()
    this.#rows.render({
      messages: this.#rendered,
      pending: this.#window.followsEnd ? (state?.pending ?? []) : [],
      state,
      summary: this.#summary,
      newAfterSeq: this.#newAfterSeq,
      arrivedAfterSeq: this.#placed && isEnd ? this.#endSeq : null,
    })
    if (isEnd) this.#endSeq = this.#rendered.at(-1)?.seq ?? this.#endSeq
  }

  /** Once, when the first messages are there: at what is new, or else at the end. */
  #place(): void {
    if (this.#placed) return
    if (this.#sought !== null) return this.#placeAt(this.#sought)
    const isThere = this.#state?.loading === 'nothing'
    if (isThere && this.#window.reach(this.#state?.messages ?? [])) this.#render()
    if (this.#rendered.length === 0) return
    this.#placed = true
    const left = this.#left && this.#rows.rowOf(this.#left.seq)
    const row = left ?? this.#rows.unreadMark()
    if (row) this.#anchor.toRow(row, left ? this.#left?.offsetPx : undefined)
    else this.#anchor.toEnd()
    this.#left = null
  }

  #placeAt(seq: number): void {
    if (this.#state?.loading !== 'nothing' || this.#state.failure) return
    this.#placed = true
    this.#sought = null
    const row = this.#rows.sought(seq)
    if (!row) return this.#missed()
    this.#anchor.toRow(row)
    if (this.#isFollowed) row.focus({ preventScroll: true })
    this.#isFollowed = true
  }

  /** An address may be wrong, or lead to what one may not read. */
  #missed(): void {
    this.#context.client.toasts.show(words.timeline.notHere)
    void this.toLatest()
  }

  /** Whoever has come to the end is not led back by a reload. */
  #leaveSought(): void {
    const { router } = this.#context.client
    const route = router.route.get()
    if (route.name === 'conversation' && route.id === this.#id && route.seq && !route.panel)
      router.replace(conversationRoute(this.#id))
  }

  #showAround(): void {
    const top = timelineTop(this.#state, this.#summary, () => this.#retry())
    if (this.#top.firstElementChild?.isEqualNode(top) !== true) replaceChildren(this.#top, top)
    const isFar = this.#jump.hasJumped || !this.#endsHere() || this.#anchor.fromEnd > jumpFromPx
    this.#jump.show(this.#placed && !this.#anchor.atEnd && isFar, this.#summary.unread)
  }

  #moved(): void {
    if (this.#anchor.atEnd && this.#placed) this.#jump.forgetJumps()
    if (this.#anchor.atEnd) this.#window.toEnd()
    else this.#window.hold(this.#rendered)
    this.#note.moved()
    this.#showAround()
    this.#fill()
    this.#reportSeen()
  }

  #resize(row: HTMLElement, change: () => void): void {
    this.#window.hold(this.#rendered)
    this.#anchor.hold(row)
    change()
    this.#anchor.restore()
  }

  #fill(): void {
    if (!this.#state || !this.#placed) return
    const around = {
      window: this.#window,
      anchor: this.#anchor,
      state: this.#state,
      rendered: this.#rendered,
    }
    const needed = neededAround(around)
    if (needed === 'rows') this.#show()
    else if (needed === 'older') void this.#actions.loadOlder(this.#id)
    else if (needed === 'newer') void this.#actions.loadNewer(this.#id)
  }

  #retry(): void {
    if (this.#sought !== null) void this.#actions.openAround(this.#id, this.#sought)
    else if (this.#rendered.length === 0) void this.#actions.open(this.#id)
    else void this.#actions.loadOlder(this.#id)
  }

  #endsHere(): boolean {
    return !this.#state?.hasNewer && this.#rendered.at(-1) === this.#state?.messages.at(-1)
  }

  #reportSeen(): void {
    if (document.visibilityState !== 'visible' || !this.#placed || !this.root.isConnected) return
    const { atEnd } = this.#anchor
    const seq = atEnd ? this.#rendered.at(-1)?.seq : this.#rows.seqAt(this.#anchor.lastVisible())
    if (seq && seq > this.#summary.membership.readSeq)
      this.#context.client.actions.reading.seen(this.#id, seq)
  }

  /** What arrives while nobody looks is new to whoever comes back. */
  #visibilityChanged(): void {
    if (document.visibilityState === 'visible') this.#reportSeen()
    else if (this.#anchor.atEnd) this.#newAfterSeq = this.#summary.headSeq
  }
}
