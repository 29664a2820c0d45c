import type { Me, ProfilePatch } from '@parley/shared'

import type { User, UserStore } from '../../../stores/user-store.ts'
import type { ActionRates } from '../../action-rates.ts'
import { DomainError } from '../../errors.ts'
import type { Origin, Viewer } from '../../viewer.ts'
import type { ActivityService } from '../activity-service.ts'
import { cleanPatch } from './profile-rules.ts'
import { meOf } from './profile-view.ts'

/** One's own profile. */
export class ProfileService {
  readonly #users: UserStore
  readonly #activity: ActivityService
  readonly #actionRates: ActionRates

  constructor(users: UserStore, activity: ActivityService, actionRates: ActionRates) {
    this.#users = users
    this.#activity = activity
    this.#actionRates = actionRates
  }

  async me(viewer: Viewer): Promise<Me> {
    return meOf(await this.#present(viewer))
  }

  /** @throws DomainError name_invalid, country_unknown, time_zone_unknown, rate_limited */
  async edit(viewer: Viewer, patch: ProfilePatch, origin: Origin): Promise<Me> {
    const changes = cleanPatch(patch)
    if (Object.keys(changes).length === 0) return this.me(viewer)
    this.#actionRates.require(viewer.userId, 'profileChange')
    await this.#present(viewer)
    await this.#users.update(viewer.userId, changes)
    await this.#activity.record(viewer.userId, 'profile-changed', origin)
    return this.me(viewer)
  }

  async #present(viewer: Viewer): Promise<User> {
    const user = await this.#users.byId(viewer.userId)
    if (user === null || user.deletedAt !== null) throw new DomainError('not_signed_in')
    return user
  }
}
