import type { UserId } from '@parley/shared'

import { networkOf } from '../network-address.ts'
import type { Gate, ThrottleRule } from './throttle.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Against guessing one account's password from many addresses: about a hundred guesses a day. */
const accountRule: ThrottleRule = {
  free: 5,
  firstDelayMs: second,
  longestDelayMs: 15 * minute,
  forgetAfterMs: 24 * hour,
}

/** Against trying many accounts from one address. A whole office may sit behind one, so it is kinder. */
const addressRule: ThrottleRule = {
  free: 20,
  firstDelayMs: second,
  longestDelayMs: 5 * minute,
  forgetAfterMs: hour,
}

/** Against registering in bulk and against finding out which usernames are taken. A class may register at once. */
const registrationRule: ThrottleRule = {
  free: 40,
  firstDelayMs: 2 * second,
  longestDelayMs: 10 * minute,
  forgetAfterMs: hour,
}

/** Against using up how many conversations somebody can be in. Who adds a whole school one by one meets little of it. */
const additionRule: ThrottleRule = {
  free: 200,
  firstDelayMs: 5 * second,
  longestDelayMs: 2 * minute,
  forgetAfterMs: 6 * hour,
  code: 'too_many_added',
}

/**
 * Failures from an address where the account is at home are counted apart: nobody elsewhere can lock
 * its owner out by failing on purpose.
 */
export const accountGate = (username: string, homeAddress: string | null): Gate => ({
  key: homeAddress === null ? `account:${username}` : `account:${username}@${networkOf(homeAddress)}`,
  rule: accountRule,
})

export const addressGate = (address: string): Gate => ({
  key: `address:${networkOf(address)}`,
  rule: addressRule,
})

export const registrationGate = (address: string): Gate => ({
  key: `registration:${networkOf(address)}`,
  rule: registrationRule,
})

/** The password is asked again before it is changed and before the account is deleted. */
export const confirmationGate = (userId: UserId): Gate => ({
  key: `confirmation:${userId}`,
  rule: accountRule,
})

/** Counts how often an account puts others into groups. */
export const additionGate = (userId: UserId): Gate => ({ key: `addition:${userId}`, rule: additionRule })
