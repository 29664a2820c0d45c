import type { ConversationId, ConversationSummary } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/late.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { bdi, cutLine, el, replaceChildren } from '../dom.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { listed } from '../list/listed.ts'

const shownMax = 50

/** Conversations that are chosen, the latest first, or found by their names. */
export class Targets extends Component {
  readonly #client: Client
  readonly #onChange: (chosen: number) => void
  readonly #chosen = new Map<ConversationId, ConversationSummary>()
  readonly #tokens = el('div', { class: 'search-tokens' })
  readonly #list = el('ul', {
    class: 'plain-list forward-targets',
    role: 'list',
    'aria-label': words.forward.targets,
  })
  readonly #input: HTMLInputElement

  constructor(client: Client, onChange: (chosen: number) => void) {
    super(el('div', { class: 'search' }))
    this.#client = client
    this.#onChange = onChange
    this.#input = el('input', {
      type: 'search',
      class: 'search-input',
      'aria-label': words.forward.find,
      placeholder: words.forward.find,
      maxlength: limits.searchQueryMax,
      autofocus: true,
      dir: 'auto',
      oninput: () => this.#show(),
    })
    const box = el('div', { class: 'search-box' }, icon('search'), this.#tokens, this.#input)
    this.root.append(box, this.#list)
    this.#show()
  }

  get chosen(): readonly ConversationSummary[] {
    return [...this.#chosen.values()]
  }

  drop(id: ConversationId): void {
    this.#chosen.delete(id)
    this.#changed()
  }

  #toggle(summary: ConversationSummary): void {
    const { id } = summary.conversation
    if (!this.#chosen.delete(id)) this.#chosen.set(id, summary)
    this.#changed()
  }

  /** The boxes stay, and with them the focus. */
  #changed(): void {
    replaceChildren(this.#tokens, ...this.chosen.map((summary) => this.#token(summary)))
    const isFull = this.#chosen.size >= limits.forwardTargetsMax
    for (const box of this.#list.querySelectorAll('input')) {
      box.checked = this.#chosen.has(box.value as ConversationId) // as it was written
      box.disabled = isFull && !box.checked
    }
    this.#onChange(this.#chosen.size)
  }

  #show(): void {
    const all = this.#client.state.conversations.get() ?? []
    const found = listed(all, this.#input.value.trim()).slice(0, shownMax)
    const none = found.length === 0 && el('li', { class: 'hint' }, words.forward.none)
    replaceChildren(this.#list, ...found.map((summary) => this.#choice(summary)), none)
    this.#changed()
  }

  #choice(summary: ConversationSummary): HTMLElement {
    const name = conversationName(summary)
    const onchange = () => this.#toggle(summary)
    const box = el('input', {
      type: 'checkbox',
      value: summary.conversation.id,
      'aria-label': name,
      onchange,
    })
    const line = el(
      'span',
      { class: 'person-line' },
      conversationAvatar(summary, 'small'),
      el('span', { class: 'forward-name' }, cutLine(name)),
      box,
    )
    return el('li', {}, el('label', { class: 'person-choice' }, line))
  }

  #token(summary: ConversationSummary): HTMLElement {
    const name = conversationName(summary)
    const drop = iconButton('close', `${words.details.remove}: ${name}`, () => this.#toggle(summary))
    return el('span', { class: 'token' }, bdi(name), drop)
  }
}
