import { highlights } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { bdi, el, newId, replaceChildren, sentence, setAttribute, type Child } from '../dom.ts'
import { unreadBadge } from '../list/row-marks.ts'
import type { Hit, HitGroup } from './hit.ts'

/** What was found, in groups; one of it is chosen, while the focus stays in the field. */
export class HitList {
  readonly root = el('div', {
    class: 'switcher-hits',
    role: 'listbox',
    id: newId(),
    'aria-label': words.list.jump,
  })
  readonly #done: () => void
  #hits: readonly { readonly hit: Hit; readonly option: HTMLElement }[] = []
  #chosen = 0

  /** @param done called before what was chosen is run */
  constructor(done: () => void) {
    this.#done = done
  }

  /** The first is chosen, or what was, if it is still there and nothing else was typed. */
  show(groups: readonly HitGroup[], typed: string): void {
    const before = this.#hits[this.#chosen]?.hit.id
    const isSame = this.root.dataset['typed'] === typed
    this.root.dataset['typed'] = typed
    this.#hits = groups.flatMap(({ hits }) => hits.map((hit) => ({ hit, option: this.#option(hit, typed) })))
    let at = 0
    const shown = groups.flatMap(({ title, hits }) => {
      const options = this.#hits.slice(at, (at += hits.length)).map(({ option }) => option)
      return options.length === 0 ? [] : [groupOf(title, options)]
    })
    const none = shown.length === 0 && el('p', { class: 'switcher-none' }, words.create.noPeople)
    replaceChildren(this.root, ...shown, none)
    this.root.scrollTop = 0
    this.#choose(isSame ? this.#hits.findIndex(({ hit }) => hit.id === before) : 0)
  }

  move(step: number): void {
    const { length } = this.#hits
    if (length > 0) this.#choose((this.#chosen + step + length) % length)
    this.#hits[this.#chosen]?.option.scrollIntoView({ block: 'nearest' })
  }

  run(): void {
    const chosen = this.#hits[this.#chosen]
    if (!chosen) return
    this.#done()
    chosen.hit.run()
  }

  /** Tells assistive technology which one is chosen. */
  describe(input: HTMLElement): void {
    setAttribute(input, 'aria-activedescendant', this.#hits[this.#chosen]?.option.id)
  }

  #choose(at: number): void {
    this.#chosen = Math.max(0, at)
    this.#hits.forEach(({ option }, index) =>
      option.setAttribute('aria-selected', String(index === this.#chosen)),
    )
  }

  #option(hit: Hit, typed: string): HTMLElement {
    const { id, picture, name, facts, unread = 0, key } = hit
    const at = () => this.#hits.findIndex((one) => one.hit.id === id)
    return el(
      'div',
      {
        class: 'switcher-hit',
        role: 'option',
        id: newId(),
        onpointermove: () => this.#choose(at()),
        onclick: () => {
          this.#choose(at())
          this.run()
        },
      },
      picture(),
      el(
        'span',
        { class: 'switcher-text' },
        el('b', { class: 'switcher-name' }, ...marked(name, typed)),
        facts !== '' && el('span', { class: 'switcher-facts' }, ...sentence(facts)),
      ),
      ...(unread > 0 ? unreadBadge(unread, false) : []),
      key !== undefined && el('kbd', { 'aria-hidden': 'true' }, key),
    )
  }
}

function groupOf(title: string, options: readonly HTMLElement[]): HTMLElement {
  const id = newId()
  const head = el('div', { class: 'switcher-label', id, role: 'presentation' }, title)
  return el('div', { role: 'group', 'aria-labelledby': id }, head, ...options)
}

/** What of a name was typed stands out; a name within a sentence keeps its own direction. */
function marked(name: string, typed: string): Child[] {
  const parts = highlights(name, typed)
  if (parts.length === 0) return sentence(name)
  const root = bdi('')
  let at = 0
  for (const { from, to } of parts) {
    root.append(name.slice(at, from), el('mark', {}, name.slice(from, to)))
    at = to
  }
  root.append(name.slice(at))
  return [root]
}
