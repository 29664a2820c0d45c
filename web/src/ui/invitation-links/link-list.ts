import type { ConversationId, InvitationLink } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { button } from '../components/button.ts'
import { confirm } from '../components/dialog.ts'
import { PagedList } from '../components/paged-list.ts'
import { Component } from '../component.ts'
import { bdi, el, sentence } from '../dom.ts'
import { clockTime, daysAgo, longDate } from '../format/time.ts'

/** The links of a group that were made so far, with what has become of them. */
export class LinkList extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #list: PagedList<InvitationLink>

  constructor(client: Client, id: ConversationId) {
    super(el('div', { class: 'links', tabindex: -1 }))
    this.#client = client
    this.#id = id
    this.#list = this.own(
      new PagedList<InvitationLink>({
        label: words.links.before,
        none: words.links.none,
        load: (cursor) => client.actions.links.list(id, cursor),
        row: (link) => this.#row(link),
        keepsRows: true,
      }),
    )
    this.root.append(this.#list.root)
    void this.#list.reload()
  }

  reload(): Promise<void> {
    return this.#list.reload()
  }

  #row(link: InvitationLink): HTMLElement {
    const name = link.note || words.links.unnamed(longDate(link.createdAt))
    const now = this.#client.clock.now.get()
    const facts = factsOf(link, now).flatMap((fact, at) => [at > 0 && ' · ', ...sentence(fact)])
    const text = el(
      'span',
      { class: 'link-text' },
      el('span', { class: 'link-name' }, bdi(name)),
      el('span', { class: 'link-facts' }, ...facts),
    )
    const revoke =
      link.state === 'active' && button(words.links.revoke, () => void this.#revoke(link), 'plain')
    if (revoke) revoke.setAttribute('aria-label', words.links.revokeName(name))
    return el('div', { class: `link-line ${link.state === 'active' ? '' : 'ended'}` }, text, revoke)
  }

  async #revoke(link: InvitationLink): Promise<void> {
    const { revokeTitle: title, revokeHint: hint, revoke: action } = words.links
    if (!(await confirm({ title, hint, action }))) return
    const result = await this.#client.actions.links.revoke(this.#id, link.id)
    if (result.ok) this.#client.toasts.show(words.links.revoked)
    else this.#client.toasts.failure(result.failure)
    await this.#list.reload()
    // The button in focus goes with its row.
    this.root.focus()
  }
}

function factsOf(link: InvitationLink, now: Date): string[] {
  const { states, used, by } = words.links
  const maker = link.maker.displayName
  if (link.state === 'revoked' && link.revokedAt && link.revokedBy) {
    const revoked = words.links.revokedBy(link.revokedBy.displayName, longDate(link.revokedAt))
    return [revoked, used(link.uses, link.usesMax), by(maker)]
  }
  const end = link.state === 'active' ? endOf(link, now) : states[link.state]
  return [used(link.uses, link.usesMax), end, by(maker)]
}

function endOf({ expiresAt }: InvitationLink, now: Date): string {
  if (expiresAt === null) return words.links.endless
  return words.links.until(daysAgo(expiresAt, now) === 0 ? clockTime(expiresAt) : longDate(expiresAt))
}
