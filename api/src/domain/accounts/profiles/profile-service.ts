import type { Me, ProfilePatch, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../../bus/bus.ts'
import type { PictureOwner } from '../../../stores/files/picture-store.ts'
import type { User, UserPatch, UserStore } from '../../../stores/user-store.ts'
import type { ActionRates } from '../../action-rates.ts'
import { DomainError } from '../../errors.ts'
import type { Pictures, SentPicture } from '../../pictures/pictures.ts'
import { tellPerson } from '../../presence/tell-person.ts'
import { tellWatchers } from '../../presence/tell-watchers.ts'
import type { Origin, Viewer } from '../../viewer.ts'
import type { DirectsOfAccount } from '../account-service.ts'
import type { ActivityService } from '../activity-service.ts'
import { cleanPatch } from './profile-rules.ts'
import { meOf } from './profile-view.ts'

const concernsDirects = ({ privacy }: UserPatch): boolean =>
  privacy?.writers !== undefined || privacy?.readReceipts !== undefined

const ownerOf = ({ userId: id }: Viewer): PictureOwner => ({ kind: 'person', id })

interface ProfileParts {
  readonly users: UserStore
  readonly activity: ActivityService
  readonly directs: DirectsOfAccount
  readonly pictures: Pick<Pictures, 'set' | 'clear'>
  readonly bus: Bus
  readonly actionRates: ActionRates
}

/** One's own profile. */
export class ProfileService {
  readonly #parts: ProfileParts

  constructor(parts: ProfileParts) {
    this.#parts = parts
  }

  async me(viewer: Viewer): Promise<Me> {
    return meOf(await this.#present(viewer))
  }

  /** @throws DomainError name_invalid, country_unknown, time_zone_unknown, rate_limited */
  async edit(viewer: Viewer, patch: ProfilePatch, origin: Origin): Promise<Me> {
    const { users, activity, directs, actionRates, bus } = this.#parts
    const changes = cleanPatch(patch)
    if (Object.keys(changes).length === 0) return this.me(viewer)
    actionRates.require(viewer.userId, 'profileChange')
    await this.#present(viewer)
    if (concernsDirects(changes)) await directs.requireChange(viewer.userId)
    if (await users.update(viewer.userId, changes)) await directs.changed(viewer.userId)
    if (changes.privacy?.presence !== undefined) this.#publishPresenceAudience(viewer.userId)
    await activity.record(viewer.userId, 'profile-changed', origin)
    const user = await this.#present(viewer)
    if (changes.displayName !== undefined) tellPerson(bus, user)
    return meOf(user)
  }

  /** @throws DomainError rate_limited, and as Pictures#set */
  async setPicture(viewer: Viewer, sent: SentPicture, origin: Origin): Promise<Me> {
    this.#parts.actionRates.require(viewer.userId, 'profileChange')
    await this.#present(viewer)
    const isSet = await this.#parts.pictures.set(viewer, ownerOf(viewer), sent)
    return isSet ? this.#pictureChanged(viewer, origin) : this.me(viewer)
  }

  /** @throws DomainError rate_limited */
  async removePicture(viewer: Viewer, origin: Origin): Promise<Me> {
    this.#parts.actionRates.require(viewer.userId, 'profileChange')
    const isCleared = await this.#parts.pictures.clear(ownerOf(viewer))
    return isCleared ? this.#pictureChanged(viewer, origin) : this.me(viewer)
  }

  async #pictureChanged(viewer: Viewer, origin: Origin): Promise<Me> {
    await this.#parts.activity.record(viewer.userId, 'profile-changed', origin)
    const user = await this.#present(viewer)
    tellPerson(this.#parts.bus, user)
    return meOf(user)
  }

  #publishPresenceAudience(userId: UserId): void {
    const { bus } = this.#parts
    bus.publish(userTopic(userId), { type: 'privacy-changed' })
    tellWatchers(bus, [userId])
  }

  async #present(viewer: Viewer): Promise<User> {
    const user = await this.#parts.users.byId(viewer.userId)
    if (user === null || user.deletedAt !== null) throw new DomainError('not_signed_in')
    return user
  }
}
