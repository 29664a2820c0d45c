import type { AccessToken } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { button } from '../../components/button.ts'
import { confirm } from '../../components/dialog.ts'
import { PagedList } from '../../components/paged-list.ts'
import type { Client } from '../../client.ts'
import { Component } from '../../component.ts'
import { bdi, el } from '../../dom.ts'
import { longDate } from '../../format/time.ts'
import { openNewToken } from './new-token.ts'

/** By which programs act in one's name: making and revoking them. */
export class TokensSection extends Component {
  readonly #client: Client
  readonly #list: PagedList<AccessToken>

  constructor(client: Client) {
    super(el('div', { class: 'section', tabindex: -1 }))
    this.#client = client
    this.#list = this.own(
      new PagedList<AccessToken>({
        label: words.tokens.title,
        none: words.tokens.none,
        load: async () => {
          const result = await client.actions.account.tokens()
          return result.ok ? { ok: true, value: { items: result.value.items, nextCursor: null } } : result
        },
        row: (token) => this.#row(token),
      }),
    )
    const create = button(
      words.tokens.create,
      () => openNewToken(client, () => void this.#list.reload()),
      'plain',
    )
    this.root.append(el('p', { class: 'hint' }, words.tokens.intro), this.#list.root, create)
    void this.#list.reload()
  }

  #row(token: AccessToken): HTMLElement {
    const text = el(
      'span',
      { class: 'person-text' },
      el('span', { class: 'person-name token-name' }, bdi(token.name)),
      el('span', { class: 'token-facts' }, factsOf(token, this.#client.clock.now.get())),
    )
    const revoke = button(words.tokens.revoke, () => void this.#revoke(token), 'plain')
    revoke.setAttribute('aria-label', words.tokens.revokeName(token.name))
    return el('div', { class: 'fact-line' }, text, revoke)
  }

  async #revoke({ id, name }: AccessToken): Promise<void> {
    const { revokeTitle, revokeHint: hint, revoke: action } = words.tokens
    if (!(await confirm({ title: revokeTitle(name), hint, action }))) return
    const result = await this.#client.actions.account.revokeToken(id)
    if (result.ok) this.#client.toasts.show(words.tokens.revoked)
    else this.#client.toasts.failure(result.failure)
    await this.#list.reload()
    // The button in focus goes with its row.
    this.root.focus()
  }
}

const factsOf = ({ scope, expiresAt, lastUsedOn, lastUsedFrom }: AccessToken, now: Date): string =>
  [
    words.tokens.scopes[scope],
    endOf(expiresAt, now),
    lastUsedOn
      ? words.tokens.used(longDate(`${lastUsedOn}T12:00:00.000Z`), lastUsedFrom)
      : words.tokens.unused,
  ].join(' · ')

function endOf(expiresAt: string | null, now: Date): string {
  if (expiresAt === null) return words.tokens.endless
  const day = longDate(expiresAt)
  return new Date(expiresAt) <= now ? words.tokens.expired(day) : words.tokens.expires(day)
}
