import { DomainError } from '../errors.ts'
import type { RunningHash } from '../ports.ts'
import { headBytes } from './file-type.ts'

export interface IncomingLimits {
  readonly bytesMax: number
  /** Before there are more than so many. What it throws ends the upload. */
  readonly more: (bytes: number) => Promise<void>
}

/** Between two looks at how much room there is. */
const stepBytes = 256 * 1024

/** What is sent, counted and hashed on its way. */
export class IncomingBytes {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #limits: IncomingLimits
  readonly #hash: RunningHash
  readonly #head: Uint8Array[] = []
  bytes = 0

  constructor(source: AsyncIterable<Uint8Array>, hash: RunningHash, limits: IncomingLimits) {
    this.#hash = hash
    this.#source = source
    this.#limits = limits
  }

  /** @throws DomainError file_too_large, and what `more` throws */
  async *stream(): AsyncGenerator<Uint8Array> {
    let looked = 0
    for await (const chunk of this.#source) {
      this.#keepHead(chunk)
      this.bytes += chunk.length
      if (this.bytes > this.#limits.bytesMax) throw new DomainError('file_too_large')
      if (this.bytes > looked) await this.#limits.more((looked = this.bytes + stepBytes))
      this.#hash.update(chunk)
      yield chunk
    }
  }

  /** When all is here. */
  sha256(): string {
    return this.#hash.digest('hex')
  }

  head(): Uint8Array {
    return Buffer.concat(this.#head)
  }

  #keepHead(chunk: Uint8Array): void {
    if (this.bytes < headBytes) this.#head.push(chunk.slice(0, headBytes - this.bytes))
  }
}
