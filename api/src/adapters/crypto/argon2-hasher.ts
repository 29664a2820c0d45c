import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'

import { argon2id, hash, needsRehash, verify } from 'argon2'

import type { PasswordHasher, Standing } from '../../domain/ports.ts'
import { WorkQueue } from './work-queue.ts'

/** What OWASP asks for at least: about 40 ms. One lane, because more would start threads of their own beside libuv's. */
export const argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

type Argon2Cost = Readonly<typeof argon2Cost>

/** A burst of sign-ins may use every core, and no more: each hash holds 19 MiB and a thread of libuv's pool. */
const queueLimits = { runningMax: availableParallelism(), waitingMax: 64, waitMaxMs: 5_000 }

export class Argon2Hasher implements PasswordHasher {
  readonly #cost: Argon2Cost
  readonly #queue = new WorkQueue(queueLimits)
  readonly #unknownUsersHash: string

  constructor(cost: Argon2Cost = argon2Cost) {
    this.#cost = cost
    this.#unknownUsersHash = nobodysHash(cost)
  }

  hash(password: string, standing: Standing): Promise<string> {
    return this.#queue.run(standing, () => hash(password, { ...this.#cost, type: argon2id }))
  }

  async verify(stored: string | null, password: string, standing: Standing): Promise<boolean> {
    const right = await this.#queue.run(standing, () => isRight(stored ?? this.#unknownUsersHash, password))
    return right && stored !== null
  }

  isOutdated(stored: string): boolean {
    return !stored.startsWith('$argon2id$') || needsRehash(stored, this.#cost)
  }
}

/** As dear as everyone's, so that time does not tell whether there is such a user. No password fits it. */
function nobodysHash({ memoryCost, timeCost, parallelism }: Argon2Cost): string {
  const [salt, digest] = [16, 32].map((bytes) => randomBytes(bytes).toString('base64').replaceAll('=', ''))
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${digest}`
}

/** The package throws when it cannot read a digest: that one is not a password's either. */
const isRight = async (digest: string, password: string): Promise<boolean> => {
  try {
    return await verify(digest, password)
  } catch {
    return false
  }
}
