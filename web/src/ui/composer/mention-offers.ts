import type { ConversationId, ConversationSummary, UserCard } from '@parley/shared'
import { may } from '@parley/shared/roles'
import { allName, isNamed, nameBeginnings } from '@parley/shared/text'
import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { icon } from '../components/icon.ts'
import { bdi, el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { avatar } from '../people/avatar.ts'
import { Completion, type Offer } from './completion.ts'

/** Of larger groups these, and who has written lately. */
const pagesMax = 5

/** Members, for what is typed of their names behind an @; and all of them, for who may mention all. */
export function mentionCompletion(
  client: Client,
  id: ConversationId,
  input: HTMLTextAreaElement,
  host: HTMLElement,
): Completion {
  const members = new Members(client, id)
  const source = {
    label: words.mentions.members,
    begun: /(?<![\p{L}\p{N}@._-])(@([\p{L}\p{N}._-]{0,32}))$/u,
    offers: async (typed: string): Promise<Offer[]> => {
      const people = (await members.all()).filter((person) => isCalled(person, typed)).map(personOffer)
      const isForAll = mayMentionAll(client.state.conversation(id).get()) && allName.startsWith(typed)
      return isForAll ? [allOffer(), ...people] : people
    },
  }
  return new Completion(source, input, host)
}

/** Who may be mentioned: those first who have written last. Asked for once, and again when somebody comes or goes. */
class Members {
  readonly #client: Client
  readonly #id: ConversationId
  #loading: Promise<readonly UserCard[]> | null = null
  #version = 0

  constructor(client: Client, id: ConversationId) {
    this.#client = client
    this.#id = id
  }

  async all(): Promise<UserCard[]> {
    const { state } = this.#client
    const summary = state.conversation(this.#id).get()
    if (!summary || summary.conversation.kind !== 'group') return summary?.peer ? [summary.peer] : []
    const { version } = summary.conversation
    if (version !== this.#version) this.#loading = null
    this.#version = version
    const known = await (this.#loading ??= this.#load())
    const session = state.session.get()
    const others = known.filter(({ id }) => session.kind !== 'signed-in' || id !== session.me.id)
    const wrote = (state.timeline(this.#id).get()?.messages ?? []).map(({ senderId }) => senderId)
    return others.toSorted((a, b) => wrote.lastIndexOf(b.id) - wrote.lastIndexOf(a.id))
  }

  async #load(): Promise<UserCard[]> {
    const people: UserCard[] = []
    let cursor: string | null = null
    for (let page = 0; page < pagesMax; page += 1) {
      const result = await this.#client.actions.members.list(this.#id, cursor, limits.pageMax)
      if (!result.ok) {
        this.#loading = null // what is typed next asks again
        break
      }
      people.push(...result.value.items.map(({ user }) => user))
      cursor = result.value.nextCursor
      if (cursor === null) break
    }
    return people
  }
}

const isCalled = (person: UserCard, typed: string): boolean =>
  typed === '' ||
  person.username.startsWith(typed.toLowerCase()) ||
  isNamed([personName(person)], nameBeginnings(typed))

const mayMentionAll = (summary: ConversationSummary | null): boolean =>
  summary?.conversation.kind === 'group' && may(summary.membership.role, 'mentionAll')

const handle = (name: string) => el('span', { class: 'person-handle' }, bdi(`@${name}`))

const personOffer = (person: UserCard): Offer => ({
  content: [
    avatar(person, personName(person), 'tiny'),
    el('span', { class: 'offer-name' }, bdi(personName(person))),
    ' ',
    handle(person.username),
  ],
  text: `@${person.username}`,
})

const allOffer = (): Offer => ({
  content: [icon('users'), el('span', { class: 'offer-name' }, words.mentions.all), ' ', handle(allName)],
  text: `@${allName}`,
})
