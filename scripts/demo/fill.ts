import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, SessionId } from '@parley/shared'

import type { Parts } from '../../api/src/compose.ts'
import type { Clock } from '../../api/src/domain/ports.ts'
import type { Origin, Viewer } from '../../api/src/domain/viewer.ts'
import { Random } from '../delivery/random.ts'
import { people, type DemoPerson } from './people.ts'
import { talksUntil, type Beat, type Saying, type Talk } from './talks.ts'

const daysBefore = 160
const beforeFirstMs = 20 * 60_000
const secondThoughtMs = 20_000

/** Moves through the past months, so that what is said gets believable times. */
export class PastClock implements Clock {
  readonly end: Date
  #now: Date

  constructor(end: Date) {
    this.end = end
    this.#now = new Date(end)
    this.#now.setDate(end.getDate() - daysBefore)
  }

  now(): Date {
    return this.#now
  }

  monotonicMs(): number {
    return performance.now()
  }

  moveTo(at: Date): void {
    if (at > this.#now) this.#now = at > this.end ? this.end : at
  }
}

interface Step {
  readonly at: Date
  run(): Promise<unknown>
}

/** A conversation once it is there, and how far it is. */
interface Place {
  id: ConversationId
  seq: number
  readonly members: Set<string>
  /** Who has left something unread. */
  readonly behind: Set<string>
}

/** Fills an instance through its services, as if these people had used it. */
export class Demo {
  readonly #services: Parts['services']
  readonly #clock: PastClock
  readonly #password: string
  readonly #viewers = new Map<string, Viewer>()
  readonly #steps: Step[] = []
  #messages = 0

  constructor({ services }: Parts, clock: PastClock, password: string) {
    this.#services = services
    this.#clock = clock
    this.#password = password
  }

  /** @returns how many messages there are now */
  async fill(): Promise<number> {
    for (const [at, person] of people.entries()) {
      await this.#register(person, { address: `192.0.2.${at + 1}`, device: 'Firefox on Linux' })
    }
    for (const talk of talksUntil(this.#clock.end, new Random(20_260_301))) this.#plan(talk)
    this.#steps.sort((one, other) => one.at.getTime() - other.at.getTime())
    for (const { at, run } of this.#steps) {
      this.#clock.moveTo(at)
      await run()
    }
    return this.#messages
  }

  async #register({ username, displayName, ...profile }: DemoPerson, origin: Origin): Promise<void> {
    const { registrations, profiles } = this.#services
    const user = await registrations.register({ username, displayName, password: this.#password }, origin)
    const sessionId = randomUUID() as SessionId // for this call only
    const viewer = { userId: user.id, sessionId, scope: null, expiresAt: new Date() }
    this.#viewers.set(username, viewer)
    const { country, city, timeZone, privacy, ...shown } = profile
    const location = { country, city, timeZone, region: null, coordinates: null }
    await profiles.edit(viewer, { ...shown, location }, origin)
    // At the end: who wants to be asked first is in groups already.
    this.#plans(this.#clock.end, () => profiles.edit(viewer, { privacy }, origin))
  }

  #plan(talk: Talk): void {
    const place = {
      id: '' as ConversationId,
      seq: 0,
      members: new Set(talk.people),
      behind: new Set<string>(),
    }
    const first = talk.beats[0]?.at ?? this.#clock.end
    this.#plans(new Date(first.getTime() - beforeFirstMs), async () => {
      place.id = await this.#open(talk)
    })
    for (const beat of talk.beats) this.#planBeat(beat, place)
    this.#plans(this.#clock.end, () => this.#finish(talk, place))
  }

  async #open({ name, topic, isOpen, people: [first = '', ...others] }: Talk): Promise<ConversationId> {
    const { groups, conversations } = this.#services
    const owner = this.#viewer(first)
    const memberIds = others.map((username) => this.#viewer(username).userId)
    if (name === null) {
      const { summary } = await conversations.openDirect(owner, memberIds[0] ?? owner.userId)
      return summary.conversation.id
    }
    const visibility = isOpen ? 'open' : 'closed'
    return (await groups.create(owner, { name, topic, visibility, memberIds })).id
  }

  #planBeat(beat: Beat, place: Place): void {
    const by = this.#viewer(beat.by)
    const { memberships, blocks } = this.#services
    switch (beat.kind) {
      case 'says':
        return this.#planMessage(beat, by, place)
      case 'adds':
        place.members.add(beat.whom)
        return this.#plans(beat.at, () => memberships.add(by, place.id, [this.#viewer(beat.whom).userId]))
      case 'blocks':
        return this.#plans(beat.at, () => blocks.block(by, this.#viewer(beat.whom).userId))
      case 'has-read':
        return this.#plans(beat.at, () => this.#fallBehind(beat.by, place))
    }
  }

  #planMessage({ at, text, becomes }: Saying, by: Viewer, place: Place): void {
    const { messages } = this.#services
    let seq = 0
    this.#messages += 1
    this.#plans(at, async () => {
      const message = { conversationId: place.id, clientId: randomUUID() as ClientId, text }
      seq = place.seq = (await messages.sending.send(by, message)).seq
    })
    if (becomes === undefined) return
    this.#plans(new Date(at.getTime() + secondThoughtMs), () =>
      becomes === null ? messages.remove(by, place.id, seq) : messages.edit(by, place.id, seq, becomes),
    )
  }

  async #fallBehind(username: string, { id, seq, behind }: Place): Promise<void> {
    behind.add(username)
    await this.#services.reads.read(this.#viewer(username), id, seq)
  }

  async #finish(
    { people: [owner = ''], muted, invited }: Talk,
    { id, seq, members, behind }: Place,
  ): Promise<void> {
    const { memberships, reads } = this.#services
    for (const member of members) if (!behind.has(member)) await reads.read(this.#viewer(member), id, seq)
    if (muted !== null) await memberships.setMuted(this.#viewer(muted), id, true, null)
    if (invited !== null) await memberships.add(this.#viewer(owner), id, [this.#viewer(invited).userId])
  }

  #plans(at: Date, run: () => Promise<unknown>): void {
    this.#steps.push({ at, run })
  }

  #viewer(username: string): Viewer {
    const viewer = this.#viewers.get(username)
    if (!viewer) throw new Error(`The demo has nobody called ${username}.`)
    return viewer
  }
}
