import type { Ban, ConversationId, MemberRole } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { unmarked } from '../../i18n/isolated.ts'
import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { button } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import type { MenuItem } from '../components/menu.ts'
import { PagedList } from '../components/paged-list.ts'
import { Component } from '../component.ts'
import { bdi, el, sentence } from '../dom.ts'
import { personName } from '../format/names.ts'
import { longDate } from '../format/time.ts'
import { avatar } from '../people/avatar.ts'
import { tell } from '../details/group-actions.ts'

/** Null for who may ban nobody. */
export const bansItem = (client: Client, id: ConversationId, role: MemberRole): MenuItem | null =>
  may(role, 'ban')
    ? { label: words.moderation.bansTitle, icon: 'lock', run: () => openBans(client, id) }
    : null

function openBans(client: Client, id: ConversationId): void {
  const { bansTitle, bansHint } = words.moderation
  new Dialog(bansTitle, el('p', { class: 'hint' }, bansHint)).add(new BanList(client, id)).open()
}

/** Who is shut out of a group, and letting them in again. */
class BanList extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #list: PagedList<Ban>

  constructor(client: Client, id: ConversationId) {
    super(el('div', { class: 'bans', tabindex: -1 }))
    this.#client = client
    this.#id = id
    this.#list = this.own(
      new PagedList<Ban>({
        label: words.moderation.bansTitle,
        none: words.moderation.noBans,
        load: (cursor) => client.actions.members.bans(id, cursor),
        row: (ban) => this.#row(ban),
        keepsRows: true,
      }),
    )
    this.root.append(this.#list.root)
    void this.#list.reload()
  }

  #row(ban: Ban): HTMLElement {
    const { liftBan, liftBanName } = words.moderation
    const name = personName(ban.user)
    const lift = button(liftBan, () => void this.#lift(ban), 'plain')
    lift.setAttribute('aria-label', unmarked(liftBanName(name)))
    const text = el(
      'span',
      { class: 'ban-text' },
      el(
        'span',
        { class: 'ban-name' },
        bdi(name),
        ' ',
        el('bdi', { class: 'hint' }, `@${ban.user.username}`),
      ),
      ban.reason !== '' && el('span', { class: 'ban-reason' }, bdi(ban.reason)),
      el('span', { class: 'ban-facts' }, ...sentence(factsOf(ban))),
    )
    return el('div', { class: 'ban-line' }, avatar(ban.user, name, 'small'), text, lift)
  }

  async #lift(ban: Ban): Promise<void> {
    const result = await this.#client.actions.members.liftBan(this.#id, ban.user.id)
    tell(this.#client, result)
    if (!result.ok) return
    this.#client.toasts.show(words.moderation.banLifted(personName(ban.user)))
    this.#list.remove(ban)
    // The button in focus goes with its row.
    if (!this.root.contains(document.activeElement)) this.root.focus()
  }
}

const factsOf = ({ bannedBy, bannedAt }: Ban): string => {
  const date = longDate(bannedAt)
  return bannedBy ? words.moderation.bannedBy(bannedBy.displayName, date) : date
}
