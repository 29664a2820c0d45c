import type { Instance } from '@parley/shared'

import type { UserStore } from '../../stores/user-store.ts'

type Presentation = Pick<Instance, 'name' | 'welcome' | 'address' | 'peopleDirectory' | 'maxFileBytes'>

/** What a stranger is told of the instance. */
export class InstanceService {
  readonly #presentation: Presentation
  readonly #users: UserStore
  /** Somebody has registered, which nothing undoes. */
  #isInhabited = false

  constructor(presentation: Presentation, users: UserStore) {
    const { name, welcome, address, peopleDirectory, maxFileBytes } = presentation
    this.#presentation = { name, welcome, address, peopleDirectory, maxFileBytes }
    this.#users = users
  }

  async show(): Promise<Instance> {
    this.#isInhabited ||= await this.#users.hasAny()
    return { ...this.#presentation, registration: 'open', empty: !this.#isInhabited }
  }
}
