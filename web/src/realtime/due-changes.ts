import { mute, nextEnd, silence, withEnded, type Ending } from '../state/apply/membership.ts'
import { nextExpiry, withoutExpired } from '../state/apply/expiry.ts'
import type { Chat } from '../state/chat.ts'
import { derived, type Value } from '../state/observable.ts'

/** A timer takes no longer time, and a clock may be set meanwhile. */
const lookAgainMs = 3_600_000

/** What changes by itself when its time has come. */
interface Due {
  /** Another one when there may be another time. */
  watched(chat: Chat): unknown
  /** Null where nothing is due. */
  nextMs(chat: Chat): number | null
  applied(chat: Chat, nowMs: number): Chat
}

const ends = (ending: Ending): Due => ({
  watched: ({ conversations }) => conversations,
  nextMs: (chat) => nextEnd(chat, ending),
  applied: (chat, nowMs) => withEnded(chat, ending, nowMs),
})

/** What is muted for a time. */
export const muteEnds = ends(mute)

/** Where one writes nothing for a time. */
export const silenceEnds = ends(silence)

/** Messages that disappear. */
export const expiries: Due = {
  watched: ({ conversations, timelines }) => ({ conversations, timelines }),
  nextMs: nextExpiry,
  applied: withoutExpired,
}

/** Makes such changes in time: the server sends no event of them then. */
export class DueChanges {
  readonly #chat: Value<Chat>
  readonly #due: Due
  readonly #now: () => Date
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(chat: Value<Chat>, due: Due, now: () => Date) {
    this.#chat = chat
    this.#due = due
    this.#now = now
    derived([chat], due.watched).subscribe(() => this.look())
  }

  /** Also when a device wakes: no timer runs while it sleeps. */
  look(): void {
    const nowMs = this.#now().getTime()
    this.#chat.update((chat) => this.#due.applied(chat, nowMs))
    clearTimeout(this.#timer)
    const dueMs = this.#due.nextMs(this.#chat.get())
    if (dueMs !== null)
      this.#timer = setTimeout(() => this.look(), Math.min(Math.max(dueMs - nowMs, 0), lookAgainMs))
  }
}

/** Of all kinds. The answer looks at once. */
export function startDueChanges(chat: Value<Chat>, now: () => Date, serverNow: () => Date): () => void {
  const all = [
    new DueChanges(chat, muteEnds, now),
    new DueChanges(chat, silenceEnds, serverNow),
    new DueChanges(chat, expiries, serverNow),
  ]
  return () => all.forEach((changes) => changes.look())
}
