import type { ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute, pathOf, type Route, type Router } from '../../router.ts'
import type { State } from '../../state/state.ts'
import { conversationName, personName } from '../format/names.ts'
import { told } from '../format/told.ts'
import { beginning } from '../format/beginning.ts'
import type { Arrival, News } from './news.ts'
import { followClicks, showOnScreen } from './screen.ts'
import { isOn } from './settings.ts'

const longest = 120
const severalTag = 'several'

interface Shown {
  readonly close: () => void
  readonly seq: number
}

/** The notifications that stand on the screen. */
export class ShownNotifications {
  readonly #state: State
  readonly #router: Router
  readonly #shown = new Map<string, Shown>()

  constructor(state: State, router: Router) {
    this.#state = state
    this.#router = router
    followClicks(router)
  }

  show(news: News): void {
    if (news.kind === 'several') {
      const body = words.notifications.inSeveral(news.conversations)
      return this.#open(severalTag, words.appName, body, { name: 'home' }, 0)
    }
    const { summary, message } = news
    const { id } = summary.conversation
    const body = isOn('text') ? beginning(told(message), longest) : words.notifications.newMessage
    const route = { ...conversationRoute(id), seq: message.seq }
    this.#open(id, this.#title(news), body, route, message.seq)
  }

  /** What has been read, here or anywhere, is no news any more, and what was deleted is not to be read. */
  follow(summaries: readonly ConversationSummary[] | null): void {
    const waiting = new Map<string, ConversationSummary>(
      summaries?.map((summary) => [summary.conversation.id, summary]),
    )
    for (const [tag, { seq }] of this.#shown) {
      const summary = waiting.get(tag)
      const isOver = tag === severalTag ? this.#state.unreadConversations.get() === 0 : isPast(summary, seq)
      if (isOver) this.#close(tag)
    }
  }

  #title({ summary, message }: Arrival): string {
    const sender = personName(this.#state.person(message.senderId).get())
    if (summary.conversation.kind === 'direct') return sender
    return words.notifications.inGroup(sender, conversationName(summary))
  }

  /** One with the same tag takes the place of the one before. */
  #open(tag: string, title: string, body: string, route: Route, seq: number): void {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="apple-touch-icon"]')?.href ?? ''
    const shown = { tag: `parley.${tag}`, title, body, icon, path: pathOf(route) }
    const clicked = () => {
      window.focus()
      this.#router.go(route)
      this.#close(tag)
    }
    this.#shown.set(tag, { close: showOnScreen(shown, clicked), seq })
  }

  #close(tag: string): void {
    this.#shown.get(tag)?.close()
    this.#shown.delete(tag)
  }
}

function isPast(summary: ConversationSummary | undefined, seq: number): boolean {
  if (!summary || summary.unread === 0 || summary.membership.muted) return true
  const { membership, lastMessage } = summary
  return membership.readSeq >= seq || (lastMessage?.seq === seq && lastMessage.deletedAt !== null)
}
