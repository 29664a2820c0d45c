import { networkOf, siteOf, vicinityOf } from '../../network-address.ts'
import type { Standing } from '../../ports.ts'
import type { Gate, ThrottleRule } from './throttle.ts'
import { accountRule } from './throttle-rules.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Against using up, from one place, what all strangers together may guess: less than forty guesses a day. */
const strangerRule: ThrottleRule = {
  free: 5,
  firstDelayMs: second,
  longestDelayMs: 2 * hour,
  forgiveEveryMs: hour,
}

/** Against trying many accounts from one address. A whole office may sit behind one, so it is kinder. */
const addressRule: ThrottleRule = {
  free: 20,
  firstDelayMs: second,
  longestDelayMs: 5 * minute,
  forgiveEveryMs: 4 * minute,
}

/** The same from many networks of one site. A university may be one. */
const siteRule: ThrottleRule = { ...addressRule, free: 100, forgiveEveryMs: minute }

/** From where a sign-in comes. */
export interface Place {
  readonly address: string
  /** Whether the account has been signed in to from near there of late. */
  readonly isHome: boolean
  /** Names a browser in which the account has been signed in to before. */
  readonly device: string | null
}

/** What a sign-in is counted by. */
export interface SignInGates {
  readonly standing: Standing
  /** Those that the right password opens again. */
  readonly own: readonly Gate[]
  readonly others: readonly Gate[]
}

/**
 * A device and a home have counts of their own: nobody elsewhere can lock the owner of an account out by
 * failing on purpose. A device needs no count of its address, since no other account can be guessed from it.
 * @param username null for a name that nobody can have: it needs no count, and would make a key of any length
 */
export function signInGates(username: string | null, { address, isHome, device }: Place): SignInGates {
  if (username === null) return { standing: 'stranger', own: [], others: addressGates(address) }
  if (device !== null) {
    const own = [{ key: `device:${username}:${device}`, rule: accountRule }]
    return { standing: 'known', own, others: [] }
  }
  const from = `${username}@${vicinityOf(address)}`
  if (isHome) {
    const own = [{ key: `account:${from}`, rule: accountRule }]
    return { standing: 'known', own, others: addressGates(address) }
  }
  const own = [{ key: `stranger:${from}`, rule: strangerRule }]
  const all = { key: `account:${username}`, rule: accountRule }
  return { standing: 'stranger', own, others: [all, ...addressGates(address)] }
}

const addressGates = (address: string): readonly Gate[] => {
  const [network, site] = [networkOf(address), siteOf(address)]
  const gate = { key: `address:${network}`, rule: addressRule }
  return site === network ? [gate] : [gate, { key: `address:${site}`, rule: siteRule }]
}
