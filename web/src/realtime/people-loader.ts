import type { UserId, UserList } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { withPeople } from '../state/apply/answer.ts'
import { peopleMissing } from '../state/behind.ts'
import type { Chat } from '../state/chat.ts'
import type { Value } from '../state/observable.ts'
import type { Result } from '../state/result.ts'

/** What comes together is asked for together. */
const gatherMs = 30

/** Fetches the cards of those whom messages name and who are not known yet. */
export class PeopleLoader {
  readonly #chat: Value<Chat>
  readonly #fetch: (ids: readonly UserId[]) => Promise<Result<UserList>>
  /** Nobody is asked for twice, not even one whom the server does not know. */
  #asked = new Set<UserId>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(chat: Value<Chat>, fetch: (ids: readonly UserId[]) => Promise<Result<UserList>>) {
    this.#chat = chat
    this.#fetch = fetch
  }

  check(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#load()
    }, gatherMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#asked = new Set()
  }

  async #load(): Promise<void> {
    const asked = this.#asked
    const missing = peopleMissing(this.#chat.get()).filter((id) => !asked.has(id))
    const ids = missing.slice(0, limits.idsPerRequestMax)
    if (ids.length === 0) return
    for (const id of ids) asked.add(id)
    const result = await this.#fetch(ids)
    if (asked !== this.#asked) return
    if (!result.ok)
      for (const id of ids) asked.delete(id) // the next event or connection asks again
    else this.#chat.update((chat) => withPeople(chat, result.value.items))
    if (result.ok && missing.length > ids.length) this.check()
  }
}
