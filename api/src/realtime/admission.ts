import { DomainError } from '../domain/errors.ts'
import { networkOf } from '../domain/accounts/throttle-rules.ts'

export interface AdmissionLimits {
  /** For one address, or one /64 of IPv6. */
  readonly socketsPerAddress: number
  readonly socketsPerInstance: number
}

/** Who is refused comes back after so long; by then others may have gone. */
const retryAfterSeconds = 10

/** A proxy on this machine that is not on the list of those believed brings everyone under its own address. */
const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1'

/** How many sockets there are, in all and from where, so that nobody can use up the memory for them. */
export class Admission {
  readonly #limits: AdmissionLimits
  readonly #byNetwork = new Map<string, number>()
  #sockets = 0

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
  }

  /** @throws DomainError overloaded, rate_limited while one more would be too many */
  require(ip: string): void {
    if (this.#sockets >= this.#limits.socketsPerInstance) {
      throw new DomainError('overloaded', { retryAfterSeconds })
    }
    const address = plain(ip)
    const fromThere = this.#byNetwork.get(networkOf(address)) ?? 0
    if (fromThere >= this.#limits.socketsPerAddress && !isLoopback(address)) {
      throw new DomainError('rate_limited', { retryAfterSeconds })
    }
  }

  /** @returns what to call when the socket has ended */
  enter(ip: string): () => void {
    const network = networkOf(plain(ip))
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

/** IPv4 has one spelling, also within IPv6. */
const plain = (ip: string): string => ip.replace(/^::ffff:(?=[\d.]+$)/i, '')
