import type { UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import type { Chat } from '../state/chat.ts'
import type { Unsubscribe, Value } from '../state/observable.ts'
import { isTemporary } from '../state/result.ts'
import type { Asking, Reply } from './replies.ts'

/** A list that scrolls changes whom it shows many times a second. */
const gatherMs = 150

/** Whose presence is wanted by anything on the screen; the server gets the complete set. */
export class PresenceWatch {
  readonly #chat: Value<Chat>
  readonly #ask: (frame: Asking) => Promise<Reply>
  readonly #wanted = new Set<readonly UserId[]>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(chat: Value<Chat>, ask: (frame: Asking) => Promise<Reply>) {
    this.#chat = chat
    this.#ask = ask
  }

  watch(ids: readonly UserId[]): Unsubscribe {
    const own = [...ids]
    this.#wanted.add(own)
    this.#tellSoon()
    return () => {
      this.#wanted.delete(own)
      this.#tellSoon()
    }
  }

  /** A new connection knows nothing of what the one before it asked for. */
  tell(): void {
    const userIds = [...new Set([...this.#wanted].reverse().flat())].slice(0, limits.watchMax)
    this.#chat.update((chat) => withPresenceOf(chat, new Set(userIds)))
    void this.#ask({ type: 'watch', userIds }).then((reply) => this.#onReply(reply))
  }

  /** Whoever watched others too often learns when to ask again, for whoever is wanted then. */
  #onReply(reply: Reply): void {
    if (reply.ok || !isTemporary(reply.failure)) return
    this.#tellSoon((reply.failure.retryAfterSeconds ?? 0) * 1_000 + gatherMs)
  }

  #tellSoon(afterMs: number = gatherMs): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.tell()
    }, afterMs)
  }
}

/** What is not watched is not known: it would be shown long after it has changed. */
function withPresenceOf(chat: Chat, watched: ReadonlySet<UserId>): Chat {
  const presence = new Map([...chat.presence].filter(([id]) => watched.has(id)))
  return presence.size === chat.presence.size ? chat : { ...chat, presence }
}
