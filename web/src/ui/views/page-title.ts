import { words } from '../../i18n/index.ts'
import type { Route, Router } from '../../router.ts'
import { derived, type Unsubscribe } from '../../state/observable.ts'
import type { State } from '../../state/state.ts'
import { conversationName } from '../format/names.ts'

/** The document's title: how much is unread, and what is open. */
export class PageTitle {
  readonly #end: Unsubscribe

  constructor(state: State, router: Router) {
    const title = derived([state.unreadConversations, router.route, state.conversations], (unread, route) => {
      const count = unread > 0 ? `(${words.number(unread)}) ` : ''
      const place = placeName(state, route)
      return count + (place ? `${place} · ${words.appName}` : words.appName)
    })
    // What comes before one's eyes is unread for a moment only, which nobody has to be told of.
    this.#end = title.subscribe(() => {
      queueMicrotask(() => {
        if (document.title !== title.get()) document.title = title.get()
      })
    })
  }

  destroy(): void {
    this.#end()
  }
}

function placeName(state: State, route: Route): string | null {
  if (route.name === 'settings' || route.name === 'saved' || route.name === 'join')
    return words.pages[route.name]
  if (route.name === 'mentions') return words.list.mentions
  if (route.name === 'nowhere') return words.nowhere.title
  if (route.name !== 'conversation') return null
  const summary = state.conversation(route.id).get()
  return summary && conversationName(summary)
}
