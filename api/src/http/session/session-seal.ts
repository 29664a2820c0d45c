import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

import { derivedKey } from './derived-key.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

type SealKey = Readonly<ReturnType<typeof sealKey>>

/** Encrypts what a session holds. The first key seals; all of them open, so that keys can be replaced. */
export class SessionSeal {
  readonly #keys: readonly [SealKey, ...SealKey[]]

  constructor(secrets: readonly string[]) {
    const [first, ...others] = secrets.map(sealKey)
    if (first === undefined) throw new Error('Sessions need at least one key.')
    this.#keys = [first, ...others]
  }

  /** @param place where the sealed text is kept: it cannot be opened anywhere else */
  seal(text: string, place: string): string {
    const [{ id, key }] = this.#keys
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(
      Buffer.from(place),
    )
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${id}.${sealed.toString('base64url')}`
  }

  /** Outdated: by a key that is on its way out. Null when it was changed, moved, or sealed with a key that is gone. */
  open(sealed: string, place: string) {
    const [id, encoded = ''] = sealed.split('.')
    const found = this.#keys.find((key) => key.id === id)
    if (found === undefined) return null
    const text = decrypt(found.key, Buffer.from(encoded, 'base64url'), place)
    return text === null ? null : { text, outdated: found !== this.#keys[0] }
  }
}

function decrypt(key: Buffer, bytes: Buffer, place: string): string | null {
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes))
    return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null // the tag does not fit, or there are too few bytes to hold one
  }
}

/** Its name tells nothing of it. */
function sealKey(secret: string) {
  const key = derivedKey(secret, 'parley session data')
  return { key, id: createHash('sha256').update(key).digest('hex').slice(0, 8) }
}
