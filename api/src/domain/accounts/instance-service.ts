import type { Instance } from '@parley/shared'

import type { UserStore } from '../../stores/user-store.ts'

type Presentation = Pick<Instance, 'name' | 'welcome' | 'address' | 'peopleDirectory'>

/** What a stranger is told of the instance. */
export class InstanceService {
  readonly #presentation: Presentation
  readonly #users: UserStore
  /** Somebody has registered, which nothing undoes. */
  #isInhabited = false

  constructor({ name, welcome, address, peopleDirectory }: Presentation, users: UserStore) {
    this.#presentation = { name, welcome, address, peopleDirectory }
    this.#users = users
  }

  async show(): Promise<Instance> {
    this.#isInhabited ||= await this.#users.hasAny()
    return { ...this.#presentation, registration: 'open', empty: !this.#isInhabited }
  }
}
