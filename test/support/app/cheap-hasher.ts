import { Argon2Hasher } from '../../../api/src/adapters/crypto/argon2-hasher.ts'

/** For tests whose subject is not hashing. */
export const cheapHasher = (): Argon2Hasher =>
  new Argon2Hasher({ memoryCost: 1_024, timeCost: 2, parallelism: 1 })
