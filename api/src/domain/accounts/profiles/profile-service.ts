import type { Me, ProfilePatch, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../../bus/bus.ts'
import type { User, UserStore } from '../../../stores/user-store.ts'
import { DomainError } from '../../errors.ts'
import { tellWatchers } from '../../presence/tell-watchers.ts'
import type { Origin, Viewer } from '../../viewer.ts'
import type { ActivityService } from '../activity-service.ts'
import { cleanPatch } from './profile-rules.ts'
import { meOf } from './profile-view.ts'

/** One's own profile. */
export class ProfileService {
  readonly #users: UserStore
  readonly #activity: ActivityService
  readonly #bus: Bus

  constructor(users: UserStore, activity: ActivityService, bus: Bus) {
    this.#users = users
    this.#activity = activity
    this.#bus = bus
  }

  async me(viewer: Viewer): Promise<Me> {
    return meOf(await this.#present(viewer))
  }

  /** @throws DomainError name_invalid, country_unknown, time_zone_unknown */
  async edit(viewer: Viewer, patch: ProfilePatch, origin: Origin): Promise<Me> {
    const changes = cleanPatch(patch)
    if (Object.keys(changes).length === 0) return this.me(viewer)
    await this.#present(viewer)
    await this.#users.update(viewer.userId, changes)
    if (changes.privacy?.presence !== undefined) this.#publishPresenceAudience(viewer.userId)
    await this.#activity.record(viewer.userId, 'profile-changed', origin)
    return this.me(viewer)
  }

  #publishPresenceAudience(userId: UserId): void {
    this.#bus.publish(userTopic(userId), { type: 'privacy-changed' })
    tellWatchers(this.#bus, [userId])
  }

  async #present(viewer: Viewer): Promise<User> {
    const user = await this.#users.byId(viewer.userId)
    if (user === null || user.deletedAt !== null) throw new DomainError('not_signed_in')
    return user
  }
}
