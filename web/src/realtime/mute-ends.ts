import { nextMuteEnd, withMutesEnded } from '../state/apply/membership.ts'
import type { Chat } from '../state/chat.ts'
import { derived, type Value } from '../state/observable.ts'

/** A timer takes no longer time, and a clock may be set meanwhile. */
const lookAgainMs = 3_600_000

/** Ends what is muted for a time when that is over: the server sends no event of it. */
export class MuteEnds {
  readonly #chat: Value<Chat>
  readonly #now: () => Date
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(chat: Value<Chat>, now: () => Date) {
    this.#chat = chat
    this.#now = now
    derived([chat], ({ conversations }) => conversations).subscribe(() => this.look())
  }

  /** Also when a device wakes: no timer runs while it sleeps. */
  look(): void {
    const nowMs = this.#now().getTime()
    this.#chat.update((chat) => withMutesEnded(chat, nowMs))
    clearTimeout(this.#timer)
    const endMs = nextMuteEnd(this.#chat.get())
    if (endMs !== null)
      this.#timer = setTimeout(() => this.look(), Math.min(Math.max(endMs - nowMs, 0), lookAgainMs))
  }
}
