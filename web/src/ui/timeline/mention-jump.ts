import type { ConversationId, ConversationSummary, Message, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { isForViewer, isNews, type Reader } from '../../state/unread.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { unreadCount } from '../format/unread-count.ts'
import { beginsIn } from '../scroll-anchor.ts'
import { mentionKey } from '../switcher/key-hints.ts'

/** Pages that are looked through: who is mentioned so often elsewhere is led to what is loaded here. */
const pagesMost = 4

export interface MentionJumpOptions {
  readonly client: Client
  readonly viewerId: UserId
  /** As it was when one came. */
  readonly summary: ConversationSummary
  /** What shows the messages. */
  readonly frame: HTMLElement
  seek(seq: number): void
  /** To have the focus where the button had it. */
  focus(): void
}

/** Leads to what mentions one and has not been on the screen yet, the oldest first, however far one has read meanwhile. */
export class MentionJump extends Component<HTMLButtonElement> {
  readonly #options: MentionJumpOptions
  readonly #count = el('span', { class: 'mention-count' })
  readonly #seen = new Set<number>()
  readonly #id: ConversationId
  readonly #afterSeq: number
  #found: readonly number[] = []
  #loaded: readonly Message[] = []
  #reader: Reader
  /** As it was when it was last compared with what is found. */
  #summary: ConversationSummary | null = null
  #turn = 0
  /** Whether it was when it was last asked for. */
  #isTold = true

  constructor(options: MentionJumpOptions) {
    super(el('button', { type: 'button', class: 'mention-jump', hidden: true }))
    const { client, viewerId, summary: opened, frame } = options
    const { state } = client
    const { id } = opened.conversation
    this.#options = options
    this.#id = id
    this.#afterSeq = opened.membership.readSeq
    this.#reader = { viewerId, blocked: new Set() }
    this.root.append(icon('at'), this.#count)
    this.#loaded = state.timeline(id).get()?.messages ?? []
    this.#follow(opened)
    const shown = derived(
      [state.conversation(id), state.timeline(id), state.blocked, state.connection],
      (summary, timeline, blocked) => ({ summary, messages: timeline?.messages ?? [], blocked }),
    )
    this.bind(shown, ({ summary, messages, blocked }) => {
      this.#loaded = messages
      this.#reader = { viewerId, blocked }
      if (summary) this.#follow(summary)
    })
    this.listen(this.root, 'click', () => void this.#go())
    this.listen(document, 'keydown', (event) => this.#key(event))
    const scroller = frame.querySelector<HTMLElement>('.timeline')
    if (scroller) this.listen(scroller, 'scroll', () => this.#look())
  }

  get #left(): readonly number[] {
    return this.#found.filter((seq) => !this.#seen.has(seq))
  }

  #follow(summary: ConversationSummary): void {
    const before = this.#summary
    const { unreadMentions = 0, membership } = summary
    this.#summary = summary
    this.#learn(this.#found)
    this.#look()
    // While one reads, the count is known for certain only when the server has answered.
    const isCertain = !before || before.membership.readSeq === membership.readSeq
    const isOther = unreadMentions !== (before?.unreadMentions ?? 0)
    const known = this.#found.filter((seq) => seq > membership.readSeq).length
    if (!this.#isTold || (isCertain && isOther && known !== unreadMentions)) void this.#ask()
  }

  /** What is loaded is certain; of the rest, what was told last. */
  #learn(told: readonly number[]): void {
    const here = this.#loaded.filter(
      (message) =>
        message.seq > this.#afterSeq && isNews(message, this.#reader) && isForViewer(message, this.#reader),
    )
    const elsewhere = told.filter((seq) => !this.#isLoaded(seq))
    this.#found = [...elsewhere, ...here.map(({ seq }) => seq)].sort((a, b) => a - b)
  }

  #isLoaded(seq: number): boolean {
    const [first, last] = [this.#loaded[0], this.#loaded.at(-1)]
    return first !== undefined && last !== undefined && first.seq <= seq && seq <= last.seq
  }

  async #ask(): Promise<void> {
    this.#isTold = true // or each change until then would ask as well
    this.#turn += 1
    const turn = this.#turn
    const told = await this.#list()
    if (turn !== this.#turn) return
    this.#isTold = told !== null
    if (told) this.#learn(told)
    this.#look()
  }

  /** Null where the server does not answer. */
  async #list(): Promise<readonly number[] | null> {
    const { client } = this.#options
    const told: number[] = []
    let cursor: string | null = null
    for (let page = 0; page < pagesMost; page += 1) {
      const listed = await client.actions.finding.mentions(cursor)
      if (!listed.ok) return null
      const here = listed.value.items.filter(({ conversationId }) => conversationId === this.#id)
      const unread = here.map(({ seq }) => seq).filter((seq) => seq > this.#afterSeq)
      told.push(...unread)
      cursor = listed.value.nextCursor
      if (cursor === null || unread.length < here.length) break
    }
    return told
  }

  /** What has been on the screen, and was read, is not sought any more. */
  #look(): void {
    const readSeq = this.#summary?.membership.readSeq ?? 0
    for (const seq of this.#left) if (seq <= readSeq && this.#isOnScreen(seq)) this.#seen.add(seq)
    this.#show()
  }

  #isOnScreen(seq: number): boolean {
    const { frame } = this.#options
    const row = frame.querySelector(`[data-seq="${seq}"]`)
    return row !== null && beginsIn(frame, row)
  }

  #show(): void {
    const { length } = this.#left
    const hadFocus = this.root === document.activeElement
    this.root.hidden = length === 0
    if (length === 0) {
      if (hadFocus) this.#options.focus()
      return
    }
    const count = unreadCount(length)
    const { next } = words.mentions
    this.root.setAttribute('aria-label', `${next}, ${words.list.unread(count)}`)
    this.root.title = `${next} (${mentionKey})`
    this.#count.textContent = count
  }

  #key(event: KeyboardEvent): void {
    const { altKey, shiftKey, ctrlKey, metaKey, key, defaultPrevented } = event
    const isNext = key === 'ArrowDown' && altKey && shiftKey && !ctrlKey && !metaKey
    if (!isNext || defaultPrevented || this.root.hidden || document.querySelector('dialog[open]')) return
    event.preventDefault()
    void this.#go()
  }

  async #go(): Promise<void> {
    const [next] = this.#left
    // What is not loaded may have been deleted meanwhile.
    if (next !== undefined && !this.#isLoaded(next)) await this.#ask()
    const [seq] = this.#left
    if (seq === undefined || !this.root.isConnected) return
    this.#seen.add(seq)
    this.#options.seek(seq)
    this.#show()
  }
}
