import { DomainError } from '../../domain/errors.ts'
import { isLoopback, networkOf } from '../../domain/network-address.ts'

export interface AdmissionLimits {
  /** For one address, or one /64 of IPv6. */
  readonly socketsPerAddress: number
  readonly socketsPerInstance: number
}

/** Who is refused comes back after so long; by then others may have gone. */
const retryAfterSeconds = 10

/** How many sockets there are, in all and from where, so that nobody can use up the memory for them. */
export class Admission {
  readonly #limits: AdmissionLimits
  readonly #byNetwork = new Map<string, number>()
  #sockets = 0

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
  }

  /** @throws DomainError overloaded, rate_limited while one more would be too many */
  require(address: string): void {
    if (this.#sockets >= this.#limits.socketsPerInstance) {
      throw new DomainError('overloaded', { retryAfterSeconds })
    }
    const fromThere = this.#byNetwork.get(networkOf(address)) ?? 0
    // a proxy on this machine that is not on the list of those believed brings everyone under its own address
    if (fromThere >= this.#limits.socketsPerAddress && !isLoopback(address)) {
      throw new DomainError('rate_limited', { retryAfterSeconds })
    }
  }

  /** @returns what to call when the socket has ended */
  enter(address: string): () => void {
    const network = networkOf(address)
    this.#count(network, 1)
    return () => this.#count(network, -1)
  }

  #count(network: string, change: 1 | -1): void {
    this.#sockets += change
    const fromThere = (this.#byNetwork.get(network) ?? 0) + change
    if (fromThere === 0) this.#byNetwork.delete(network)
    else this.#byNetwork.set(network, fromThere)
  }
}
