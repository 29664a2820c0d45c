import type { NotAdded, UserId } from '@parley/shared'

import type { Blocks } from '../../stores/block-store.ts'
import type { MembershipRecord } from '../../stores/membership-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { User } from '../../stores/user-store.ts'
import type { MembershipCache } from '../conversations/membership-cache.ts'
import { DomainError } from '../errors.ts'

type GuardStores = Pick<ConversationStores, 'blocks' | 'memberships'>

interface Refused extends NotAdded {
  readonly code: Exclude<NotAdded['code'], 'banned'>
}

/** Of some people, whom one may put into a group, and whom not. */
interface Addable {
  readonly allowed: UserId[]
  readonly refused: Refused[]
  /** Those of them with whom one shares a conversation. */
  readonly contacts: ReadonlySet<UserId>
}

/** The one place that is asked who is shut off from whom: by blocks, and by whom people let write to them. */
export class BlockGuard {
  readonly #stores: GuardStores
  readonly #connected: MembershipCache

  constructor(stores: GuardStores, connected: MembershipCache) {
    this.#stores = stores
    this.#connected = connected
  }

  /** Who has blocked whom. From memory for who is connected here. */
  async of(userId: UserId): Promise<Blocks> {
    return this.known(userId) ?? this.#stores.blocks.of(userId)
  }

  /** Undefined when it is not known without asking the store. */
  known(userId: UserId): Blocks | undefined {
    return this.#connected.of(userId)
  }

  /** Of those with whom one has no direct conversation yet: who is none of the answer is a stranger. @throws DomainError blocked_by_you, not_available */
  async requireOpen(userId: UserId, people: readonly User[]): Promise<ReadonlySet<UserId>> {
    const { refused, contacts } = await this.addable(userId, people)
    for (const { code } of refused) throw new DomainError(code)
    return contacts
  }

  /** All is asked whatever the first answer says, so that no refusal comes sooner than another. */
  async addable(userId: UserId, people: readonly User[]): Promise<Addable> {
    const { blocks, memberships } = this.#stores
    const ids = people.map(({ id }) => id)
    const [apart, sides, contacts] = await Promise.all([
      blocks.of(userId),
      memberships.bothSidesOf(userId, ids),
      memberships.contactsAmong(userId, ids),
    ])
    const own = sides.filter((side) => side.userId === userId)
    const directs = new Map(own.map((side) => [side.peerId, side]))
    const refused = people.flatMap((person): Refused[] => {
      const isOpen = lets(person, directs.get(person.id), contacts.has(person.id))
      const code = barrierTo(person.id, apart, isOpen)
      return code === null ? [] : [{ userId: person.id, code }]
    })
    const shut = new Set(refused.map((one) => one.userId))
    return { allowed: ids.filter((id) => !shut.has(id)), refused, contacts }
  }
}

/** Whether somebody lets a person write to them, who may have a direct conversation or a group with them. */
function lets({ privacy }: User, direct: MembershipRecord | undefined, isContact: boolean): boolean {
  if (direct) return !direct.isPeerClosed
  return privacy.writers === 'everyone' || (privacy.writers === 'group-members' && isContact)
}

/** Null where nothing stands between them. Of what one has done oneself and what the other has, one knows the first alone. */
function barrierTo(userId: UserId, blocks: Blocks, isOpen: boolean): Refused['code'] | null {
  if (blocks.blocked.has(userId)) return 'blocked_by_you'
  return isOpen && !blocks.blockedBy.has(userId) ? null : 'not_available'
}

/** Neither learns anything of the other. */
export const isApart = ({ blocked, blockedBy }: Blocks, userId: UserId): boolean =>
  blocked.has(userId) || blockedBy.has(userId)
