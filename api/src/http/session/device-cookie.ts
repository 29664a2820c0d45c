import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

import type { UserId } from '@parley/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Clock } from '../../domain/ports.ts'
import { derivedKey } from './derived-key.ts'
import { readCookie, type SessionCookie } from './session-cookie.ts'

const dayMs = 24 * 60 * 60 * 1_000
/** After its last sign-in. Browsers keep no cookie for longer than 400 days. */
const knownForDays = 365
/** Who share a browser. The one who signed in longest ago is forgotten. */
const accountsMax = 5

const tokenBytes = 16
/** An id, and for each account a seal of 22 characters with the day on which it was made. */
const form = /^([\w-]{22})((?:\.[\w-]{22}[\da-z]{1,5}){0,5})$/

/**
 * By this cookie an account knows a browser in which it was signed in before, so that others who guess its
 * password cannot keep its owner out there. It outlives the session, opens nothing, and tells nobody which
 * accounts they are: each seal fits one account, and only who has the key can try one.
 */
export class DeviceCookie {
  readonly #cookie: SessionCookie
  readonly #keys: readonly [Buffer, ...Buffer[]]
  readonly #clock: Clock

  constructor(session: SessionCookie, secrets: readonly string[], clock: Clock) {
    this.#cookie = session
    const [first, ...others] = secrets.map((secret) => derivedKey(secret, 'parley known devices'))
    if (first === undefined) throw new Error('Devices need at least one key.')
    this.#keys = [first, ...others]
    this.#clock = clock
  }

  /** Null when this account was never signed in to in this browser, or not for a long time. */
  deviceOf(request: FastifyRequest, userId: UserId): string | null {
    const device = this.#read(request)
    return device?.seals.some((seal) => this.#fits(seal, device.id, userId)) ? device.id : null
  }

  remember(request: FastifyRequest, reply: FastifyReply, userId: UserId): void {
    const { id, seals } = this.#read(request) ?? {
      id: randomBytes(tokenBytes).toString('base64url'),
      seals: [],
    }
    const others = seals.filter((seal) => !this.#fits(seal, id, userId))
    const own = sealOf(this.#keys[0], id, userId, this.#today().toString(36))
    const value = [id, own, ...others].slice(0, 1 + accountsMax).join('.')
    const [name] = this.#cookie.namesFor(request)
    reply.setCookie(deviceName(name), value, {
      ...this.#cookie.options,
      maxAge: (knownForDays * dayMs) / 1_000,
    })
  }

  #read(request: FastifyRequest) {
    const value = readCookie(request, this.#cookie.namesFor(request).map(deviceName))
    const [, id, seals = ''] = form.exec(value ?? '') ?? []
    return id === undefined ? null : { id, seals: seals.split('.').slice(1) }
  }

  #fits(seal: string, id: string, userId: UserId): boolean {
    const day = seal.slice(22)
    const age = this.#today() - Number.parseInt(day, 36)
    return age <= knownForDays && this.#keys.some((key) => isSame(seal, sealOf(key, id, userId, day)))
  }

  #today(): number {
    return Math.floor(this.#clock.now().getTime() / dayMs)
  }
}

const deviceName = (session: string): string => `${session}-device`

const sealOf = (key: Buffer, id: string, userId: UserId, day: string): string => {
  const digest = createHmac('sha256', key).update(`${id} ${userId} ${day}`).digest()
  return `${digest.subarray(0, tokenBytes).toString('base64url')}${day}`
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
