import type { UserId } from '@parley/shared'

import type { PeopleHandler, PresenceRegistry } from '../../domain/presence/presence-registry.ts'
import type { Link } from './link.ts'

export interface RedisPresenceOptions {
  readonly instanceId: string
  readonly prefix: string
  readonly renewEveryMs: number
  /** Without a sign of life for so long, an instance and its people are gone. */
  readonly aliveMs: number
}

/** Together a minute at most from an instance's death until its people are offline. */
export const presenceTimes = { renewEveryMs: 15_000, aliveMs: 40_000 }

/** Longer than any instance can be dead before another notices, also after a pause of all of them. */
const peopleKeptMs = 24 * 60 * 60_000
const membersPerCommand = 500
/** Shorter than the grace after which somebody can be gone again. */
const goneMs = 2_000

/**
 * Presence across instances. Each keeps a set of the people connected to it and a key that expires
 * unless it is renewed: so a set counts as long as its instance lives, whoever is in it. Without Redis
 * an instance knows of its own people only, and puts its set right once Redis is back.
 */
export class RedisPresence implements PresenceRegistry {
  readonly #link: Link
  readonly #options: RedisPresenceOptions
  readonly #here = new Set<UserId>()
  #timer: NodeJS.Timeout | undefined
  #onGone: PeopleHandler = () => undefined
  #onBack: PeopleHandler = () => undefined
  #isRegistered = false

  constructor(link: Link, options: RedisPresenceOptions) {
    this.#link = link
    this.#options = options
  }

  start(): void {
    this.#link.commands.on('ready', () => {
      this.#isRegistered = false // it may have come back empty
      void this.#renew()
    })
    this.#timer = setInterval(() => void this.#renew(), this.#options.renewEveryMs)
    this.#timer.unref()
  }

  async enter(userId: UserId): Promise<void> {
    this.#here.add(userId)
    await this.#link.ask((redis) => redis.sadd(this.#people(this.#ownId), userId))
  }

  async leave(userId: UserId): Promise<boolean> {
    this.#here.delete(userId)
    await this.#link.ask((redis) => redis.srem(this.#people(this.#ownId), userId))
    return (await this.#elsewhere([userId])).size === 0 && (await this.#isFirstToSay(userId))
  }

  async leaveAll(): Promise<UserId[]> {
    const userIds = [...this.#here]
    this.#here.clear()
    clearInterval(this.#timer)
    await this.#forget(this.#ownId)
    const elsewhere = await this.#elsewhere(userIds)
    return userIds.filter((userId) => !elsewhere.has(userId))
  }

  async onlineAmong(userIds: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    const others = userIds.filter((userId) => !this.#here.has(userId))
    const elsewhere = await this.#elsewhere(others)
    return new Set(userIds.filter((userId) => this.#here.has(userId) || elsewhere.has(userId)))
  }

  onGone(handler: PeopleHandler): void {
    this.#onGone = handler
  }

  onBack(handler: PeopleHandler): void {
    this.#onBack = handler
  }

  close(): Promise<void> {
    clearInterval(this.#timer)
    return Promise.resolve()
  }

  get #ownId(): string {
    return this.#options.instanceId
  }

  get #instances(): string {
    return `${this.#options.prefix}presence:instances`
  }

  #people(instanceId: string): string {
    return `${this.#options.prefix}presence:${instanceId}:people`
  }

  #alive(instanceId: string): string {
    return `${this.#options.prefix}presence:${instanceId}:alive`
  }

  /** Of two instances that lose somebody at the same moment, each finds them gone from the other. */
  async #isFirstToSay(userId: UserId): Promise<boolean> {
    const key = `${this.#options.prefix}presence:gone:${userId}`
    const answer = await this.#link.ask(
      async (redis) => (await redis.set(key, '1', 'PX', goneMs, 'NX')) ?? 'said',
    )
    return answer !== 'said'
  }

  /** Those of these who are connected to other instances that live. */
  async #elsewhere(userIds: readonly UserId[]): Promise<Set<UserId>> {
    const found = new Set<UserId>()
    if (userIds.length === 0) return found
    const others = ((await this.#link.ask((redis) => redis.smembers(this.#instances))) ?? []).filter(
      (instanceId) => instanceId !== this.#ownId,
    )
    await Promise.all(others.map((instanceId) => this.#collect(instanceId, userIds, found)))
    return found
  }

  async #collect(instanceId: string, userIds: readonly UserId[], found: Set<UserId>): Promise<void> {
    if ((await this.#signOf(instanceId)) !== 1) return
    for (let from = 0; from < userIds.length; from += membersPerCommand) {
      const some = userIds.slice(from, from + membersPerCommand)
      const are = await this.#link.ask((redis) => redis.smismember(this.#people(instanceId), ...some))
      for (const [at, userId] of some.entries()) if (are?.[at] === 1) found.add(userId)
    }
  }

  /** 1 when it lives and 0 when it is dead; null when that cannot be known now. */
  #signOf(instanceId: string): Promise<number | null> {
    return this.#link.ask((redis) => redis.exists(this.#alive(instanceId)))
  }

  async #renew(): Promise<void> {
    const { aliveMs } = this.#options
    await this.#link.ask((redis) => redis.set(this.#alive(this.#ownId), '1', 'PX', aliveMs))
    const wasMissing = (await this.#link.ask((redis) => redis.sadd(this.#instances, this.#ownId))) === 1
    if (wasMissing || !this.#isRegistered) await this.#register()
    await this.#link.ask((redis) => redis.pexpire(this.#people(this.#ownId), peopleKeptMs))
    await this.#buryTheDead()
  }

  /** The set anew: Redis may have lost it, or others have taken this instance for dead. */
  async #register(): Promise<void> {
    const key = this.#people(this.#ownId)
    this.#isRegistered = (await this.#link.ask((redis) => redis.del(key))) !== null
    const userIds = [...this.#here]
    for (let from = 0; from < userIds.length; from += membersPerCommand) {
      // Who left meanwhile must not be brought back by a later command.
      const some = userIds.slice(from, from + membersPerCommand).filter((userId) => this.#here.has(userId))
      if (some.length === 0) continue
      const added = await this.#link.ask((redis) => redis.sadd(key, ...some))
      if (added === null) this.#isRegistered = false
    }
    if (this.#isRegistered && userIds.length > 0) this.#onBack(userIds)
  }

  async #buryTheDead(): Promise<void> {
    const instanceIds = (await this.#link.ask((redis) => redis.smembers(this.#instances))) ?? []
    for (const instanceId of instanceIds) {
      if (instanceId !== this.#ownId && (await this.#signOf(instanceId)) === 0) await this.#bury(instanceId)
    }
  }

  /** Whoever takes the instance off the list tells of its people; the others find it gone. */
  async #bury(instanceId: string): Promise<void> {
    const taken = await this.#link.ask((redis) => redis.srem(this.#instances, instanceId))
    if (taken !== 1) return
    const people = (await this.#link.ask((redis) => redis.smembers(this.#people(instanceId)))) ?? []
    await this.#link.ask((redis) => redis.del(this.#people(instanceId)))
    const userIds = people.filter((userId): userId is UserId => userIdForm.test(userId))
    const online = await this.onlineAmong(userIds)
    const gone = userIds.filter((userId) => !online.has(userId))
    if (gone.length > 0) this.#onGone(gone)
  }

  async #forget(instanceId: string): Promise<void> {
    await this.#link.ask((redis) => redis.srem(this.#instances, instanceId))
    await this.#link.ask((redis) => redis.del(this.#alive(instanceId)))
    await this.#link.ask((redis) => redis.del(this.#people(instanceId)))
  }
}

/** As text from elsewhere is read: what is no id is nobody. */
const userIdForm = /^[0-9a-f-]{36}$/
