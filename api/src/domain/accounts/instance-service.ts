import type { Instance } from '@parley/shared'

import type { UserStore } from '../../stores/user-store.ts'

type Presentation = Omit<Instance, 'empty'>

/** What a stranger is told of the instance. */
export class InstanceService {
  readonly #presentation: Presentation
  readonly #users: UserStore
  /** Somebody has registered, which nothing undoes. */
  #isInhabited = false

  constructor(presentation: Presentation, users: UserStore) {
    const { name, welcome, address, registration, peopleDirectory, maxFileBytes } = presentation
    this.#presentation = { name, welcome, address, registration, peopleDirectory, maxFileBytes }
    this.#users = users
  }

  async show(): Promise<Instance> {
    this.#isInhabited ||= await this.#users.hasAny()
    const { registration } = this.#presentation
    const empty = !this.#isInhabited
    return { ...this.#presentation, registration: empty ? 'open' : registration, empty }
  }
}
