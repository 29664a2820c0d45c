import type { UserId } from '@parley/shared'

import { siteOf } from '../../network-address.ts'
import type { Gate, ThrottleRule } from './throttle.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Against guessing one account's password: less than 200 guesses a day. One per quarter of an hour is forgiven. */
export const accountRule: ThrottleRule = {
  free: 5,
  firstDelayMs: second,
  longestDelayMs: 15 * minute,
  forgiveEveryMs: 7.5 * minute,
}

/** Against registering in bulk and against finding out which usernames are taken. */
const registrationRule = (perHour: number): ThrottleRule => ({
  free: perHour,
  firstDelayMs: 2 * second,
  longestDelayMs: 10 * minute,
  forgiveEveryMs: Math.ceil(hour / perHour), // stores divide by whole numbers
})

/** A /48 of IPv6 has 65,536 networks, from each of which one could register as if it were another person's. */
export const registrationGate = (address: string, perHour: number): Gate => ({
  key: `registration:${siteOf(address)}`,
  rule: registrationRule(perHour),
})

/** A form may come back so often. To find out how strong a password is keeps everybody waiting for some milliseconds. */
const formsPerRegistration = 5

export const formGate = (address: string, registrationsPerHour: number): Gate => ({
  key: `registration-form:${siteOf(address)}`,
  rule: registrationRule(formsPerRegistration * registrationsPerHour),
})

/** Against programs that nobody looks after, which ask for ever with what is worth nothing. Guessing has no chance. */
const failedTokenRule: ThrottleRule = {
  free: 20,
  firstDelayMs: second,
  longestDelayMs: 5 * minute,
  forgiveEveryMs: minute,
}

export const failedTokenGate = (address: string): Gate => ({
  key: `token:${siteOf(address)}`,
  rule: failedTokenRule,
})

/** The password is asked again before it is changed, before the account is deleted and for a new token. */
export const confirmationGate = (userId: UserId): Gate => ({
  key: `confirmation:${userId}`,
  rule: accountRule,
})
