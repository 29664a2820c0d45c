import type { UserCard } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { withoutAt } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { icon } from '../components/icon.ts'
import { Modal } from '../components/modal.ts'
import { el } from '../dom.ts'
import { peersNamed } from '../people/peers.ts'
import { actionHits, type ActionContext } from './action-hits.ts'
import { conversationHits, peopleHits } from './conversation-hits.ts'
import { keyHints } from './key-hints.ts'
import type { HitGroup } from './hit.ts'
import { HitList } from './hit-list.ts'

const pauseMs = 150

/** To another conversation, to somebody, or to something that can be done: by the first letters of its name. */
class Switcher extends Modal {
  readonly #context: ActionContext
  readonly #input: HTMLInputElement
  readonly #list: HitList
  /** Who was found by what is typed, as the server knows them. */
  #found: readonly UserCard[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(context: ActionContext) {
    super(el('dialog', { class: 'switcher', 'aria-label': words.list.jump }))
    this.#context = context
    this.#list = new HitList(() => this.close())
    this.#input = el('input', {
      type: 'text',
      class: 'switcher-input',
      role: 'combobox',
      placeholder: words.list.search,
      'aria-label': words.switcher.label,
      'aria-expanded': 'true',
      'aria-autocomplete': 'list',
      'aria-controls': this.#list.root.id,
      autocomplete: 'off',
      autofocus: true,
      spellcheck: 'false',
      dir: 'auto',
      maxlength: limits.searchQueryMax,
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
    })
    const escape = el('kbd', { 'aria-hidden': 'true' }, 'Esc')
    const field = el('div', { class: 'switcher-field' }, icon('search'), this.#input, escape)
    this.root.append(field, this.#list.root, foot())
    this.onEnd(() => clearTimeout(this.#timer))
    this.#show()
  }

  get #text(): string {
    return this.#input.value.trim()
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#found = []
    this.#show()
    if (this.#text !== '') this.#timer = setTimeout(() => void this.#findPeople(), pauseMs)
  }

  /** What fails is not missed: those whom one knows are found here. */
  async #findPeople(): Promise<void> {
    const { people } = this.#context.client.actions
    const result = await people.search(withoutAt(this.#text), null)
    if (!result.ok || !this.root.open) return
    this.#found = result.value.items.filter(({ id }) => id !== this.#context.viewerId)
    this.#show()
  }

  #show(): void {
    this.#list.show(this.#groups(), withoutAt(this.#text))
    this.#list.describe(this.#input)
  }

  #groups(): HitGroup[] {
    const { client } = this.#context
    const typed = this.#text
    const { conversations, people, actions } = words.switcher.groups
    if (typed.startsWith('@')) {
      const known = peersNamed(client.state, typed)
      return [{ title: people, hits: peopleHits(client, [...known, ...this.#found], new Set()) }]
    }
    const met = conversationHits(client, typed)
    const shown = new Set(met.map(({ facts }) => facts))
    return [
      { title: conversations, hits: met },
      { title: people, hits: peopleHits(client, this.#found, shown) },
      { title: actions, hits: actionHits(this.#context, typed) },
    ]
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) this.#list.move(step)
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#findMessages()
    else if (event.key === 'Enter') this.#list.run()
    else return
    event.preventDefault()
    this.#list.describe(this.#input)
  }

  #findMessages(): void {
    if (this.#text === '') return
    this.close()
    this.#context.findMessages(this.#text)
  }
}

export const openSwitcher = (context: ActionContext): void => void new Switcher(context).open()

const foot = () => {
  const pairs = [
    ['↑ ↓', words.switcher.choose],
    ['↵', words.switcher.open],
    ['@', words.switcher.peopleOnly],
  ] as const
  return el('footer', { class: 'switcher-foot' }, ...keyHints(pairs))
}
