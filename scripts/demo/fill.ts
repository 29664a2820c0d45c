import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, SessionId } from '@parley/shared'

import type { Parts } from '../../api/src/compose.ts'
import type { Clock } from '../../api/src/domain/ports.ts'
import type { Viewer } from '../../api/src/domain/viewer.ts'
import { directTalk, groups, type DemoGroup, type Talk } from './groups.ts'
import { people, type DemoPerson } from './people.ts'
import { Random } from '../delivery/random.ts'

export const demoPassword = 'parley demo password'

const dayMs = 24 * 60 * 60 * 1_000
const weeks = 5
const directMessagesEach = 24

/** Moves through the past weeks, so that what is said gets believable times. */
export class PastClock implements Clock {
  #now = new Date(Date.now() - weeks * 7 * dayMs)

  now(): Date {
    return this.#now
  }

  monotonicMs(): number {
    return performance.now()
  }

  moveTo(at: Date): void {
    if (at > this.#now) this.#now = at
  }
}

interface Utterance {
  readonly at: Date
  readonly by: Viewer
  readonly conversationId: ConversationId
  readonly text: string
}

/** Fills an instance through its services, as if these people had used it. */
export class Demo {
  readonly #services: Parts['services']
  readonly #clock: PastClock
  readonly #random = new Random(20_260_301)
  readonly #viewers = new Map<string, Viewer>()
  readonly #utterances: Utterance[] = []

  constructor(parts: Parts, clock: PastClock) {
    this.#services = parts.services
    this.#clock = clock
  }

  /** @returns how many messages there are now */
  async fill(): Promise<number> {
    for (const [at, person] of people.entries()) await this.#register(person, `192.0.2.${at + 1}`)
    for (const group of groups) await this.#found(group)
    for (const [at, person] of people.entries()) await this.#befriend(person, at)
    this.#utterances.sort((a, b) => a.at.getTime() - b.at.getTime())
    for (const utterance of this.#utterances) await this.#say(utterance)
    for (const viewer of this.#viewers.values()) await this.#readMost(viewer)
    return this.#utterances.length
  }

  async #register({ username, displayName, ...profile }: DemoPerson, address: string): Promise<void> {
    const origin = { address, device: 'Firefox on Linux' }
    const { registrations, profiles } = this.#services
    const user = await registrations.register({ username, displayName, password: demoPassword }, origin)
    const sessionId = randomUUID() as SessionId // for this call only
    const viewer = { userId: user.id, sessionId, scope: null, expiresAt: new Date() }
    this.#viewers.set(username, viewer)
    const { bio, pronouns, statusText, country, city, timeZone } = profile
    const location = { country, city, timeZone, region: null, coordinates: null }
    await profiles.edit(viewer, { bio, pronouns, statusText, location, locationAudience: 'everyone' }, origin)
  }

  async #found({ name, topic, visibility, members, talk, messages }: DemoGroup): Promise<void> {
    const [owner, ...others] = members.map((username) => this.#viewer(username))
    if (!owner) return
    const memberIds = others.map(({ userId }) => userId)
    const { id } = await this.#services.groups.create(owner, { name, topic, visibility, memberIds })
    this.#plan(id, [owner, ...others], talk, messages)
  }

  /** Everyone talks with the next two in the list. */
  async #befriend({ username }: DemoPerson, at: number): Promise<void> {
    const viewer = this.#viewer(username)
    for (const step of [1, 2]) {
      const other = this.#viewer(people[(at + step) % people.length]?.username ?? '')
      const { summary } = await this.#services.conversations.openDirect(viewer, other.userId)
      this.#plan(summary.conversation.id, [viewer, other], directTalk, directMessagesEach)
    }
  }

  #plan(conversationId: ConversationId, speakers: readonly Viewer[], talk: Talk, count: number): void {
    const startMs = this.#clock.now().getTime()
    const spanMs = Date.now() - startMs - 60_000
    for (let index = 0; index < count; index += 1) {
      const share = (index + this.#random.next()) / count
      const text = `${this.#random.oneOf(talk.beginnings)} ${this.#random.oneOf(talk.ends)}`
      const at = new Date(startMs + 60_000 + share * spanMs)
      this.#utterances.push({ at, by: this.#random.oneOf(speakers), conversationId, text })
    }
  }

  async #say({ at, by, conversationId, text }: Utterance): Promise<void> {
    this.#clock.moveTo(at)
    const clientId = randomUUID() as ClientId // where the id of a message begins
    await this.#services.messages.sending.send(by, { conversationId, clientId, text })
  }

  /** Some conversations stay unread, as they do. */
  async #readMost(viewer: Viewer): Promise<void> {
    const { items } = await this.#services.conversations.list(viewer)
    for (const { conversation, headSeq } of items) {
      const unread = this.#random.next() < 0.7 ? 0 : Math.floor(this.#random.next() * 12)
      await this.#services.reads.read(viewer, conversation.id, Math.max(0, headSeq - unread))
    }
  }

  #viewer(username: string): Viewer {
    const viewer = this.#viewers.get(username)
    if (!viewer) throw new Error(`The demo has nobody called ${username}.`)
    return viewer
  }
}
