import type { ConversationId, Message, ServerFrameOf, UserId } from '@parley/shared'

import { conversationTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent, TypingEvent, UserEvent } from '../../bus/events.ts'
import { isApart } from '../../domain/blocking/block-guard.ts'
import type { MembershipCache } from '../../domain/conversations/membership-cache.ts'
import type { Metrics } from '../../domain/ports.ts'
import type { Connection } from '../socket/connection.ts'
import { conversationFrame } from './event-frames.ts'
import { encode } from '../socket/encode.ts'
import type { UserEventDelivery } from './user-event-delivery.ts'
import { deliver, Person, Room } from './room.ts'
import { deliverTyping } from './typing.ts'

export interface HubListener {
  membershipsChanged(userId: UserId): void
  /** A new message of a conversation in which somebody is connected. */
  message(message: Message): void
}

export interface HubParts {
  readonly bus: Bus
  readonly connected: MembershipCache
  readonly userEventDelivery: UserEventDelivery
  readonly metrics: Metrics
  readonly listener: HubListener
}

/** After these it is looked again whom a person may watch, and who them. */
const changesWatching: ReadonlySet<UserEvent['type']> = new Set([
  'joined',
  'left',
  'block',
  'privacy-changed',
])

/** Who is connected here and to which conversations, and the way of every event to them. */
export class Hub {
  readonly #bus: Bus
  readonly #memberships: MembershipCache
  readonly #userEventDelivery: UserEventDelivery
  readonly #metrics: Metrics
  readonly #listener: HubListener
  readonly #people = new Map<UserId, Person>()
  readonly #rooms = new Map<ConversationId, Room>()

  constructor({ bus, connected, userEventDelivery, metrics, listener }: HubParts) {
    this.#bus = bus
    this.#memberships = connected
    this.#userEventDelivery = userEventDelivery
    this.#metrics = metrics
    this.#listener = listener
  }

  get rooms(): Iterable<Room> {
    return this.#rooms.values()
  }

  get people(): Iterable<Person> {
    return this.#people.values()
  }

  connectionsOf(userId: UserId): number {
    return this.#people.get(userId)?.connections.size ?? 0
  }

  onlineIn(conversationId: ConversationId): number {
    return this.#rooms.get(conversationId)?.people.size ?? 0
  }

  /** Resolves once every later event of the person's conversations reaches the connection. */
  async join(connection: Connection): Promise<void> {
    const { userId } = connection.viewer
    const person = this.#people.get(userId) ?? this.#newPerson(userId)
    person.connections.add(connection)
    await person.ready
  }

  /** False when the connection had not joined. */
  leave(connection: Connection): boolean {
    const person = this.#people.get(connection.viewer.userId)
    if (!person?.connections.delete(connection)) return false
    if (person.connections.size === 0) {
      this.#people.delete(person.userId)
      // Someone may leave while their rooms are still being entered.
      void person.ready.catch(() => undefined).then(() => this.#dismiss(person))
    }
    return true
  }

  #newPerson(userId: UserId): Person {
    const person = new Person(userId)
    this.#people.set(userId, person)
    person.ready = this.#admit(person)
    return person
  }

  async #admit(person: Person): Promise<void> {
    person.release = await this.#memberships.acquire(person.userId, (event) =>
      this.#onUserEvent(person, event),
    )
    const memberships = [...(this.#memberships.knownOf(person.userId)?.memberships ?? [])]
    await Promise.all(memberships.map(([id, { readsFromSeq }]) => this.#enter(person, id, readsFromSeq)))
  }

  #dismiss(person: Person): void {
    person.release()
    for (const room of person.rooms) this.#exit(person, room)
  }

  #enter(person: Person, id: ConversationId, readsFromSeq: number): Promise<unknown> {
    const room = this.#rooms.get(id) ?? this.#openRoom(id)
    room.enter(person, readsFromSeq)
    person.rooms.add(room)
    return room.ready
  }

  #openRoom(id: ConversationId): Room {
    const subscription = this.#bus.subscribe(conversationTopic(id), (event) => this.#onRoomEvent(id, event))
    const room = new Room(id, subscription)
    this.#rooms.set(id, room)
    return room
  }

  #exit(person: Person, room: Room): void {
    person.rooms.delete(room)
    room.exit(person)
    if (room.people.size > 0) return
    this.#rooms.delete(room.conversationId)
    void room.ready.then((unsubscribe) => unsubscribe()).catch(() => undefined) // it never was subscribed then
  }

  #onRoomEvent(id: ConversationId, event: BusEvent): void {
    const room = this.#rooms.get(id)
    if (!room) return
    if (event.type === 'typing') return this.#metrics.delivered(this.#deliverTyping(event, room))
    if (event.type === 'message') this.#listener.message(event.message)
    const frame = conversationFrame(event)
    if (event.type === 'message' || event.type === 'change') return this.#deliverMessage(room, event)
    if (frame) this.#metrics.delivered(deliver(encode(frame), room.people))
  }

  #deliverTyping(event: TypingEvent, room: Room): number {
    return deliverTyping(event, room.people, (reader, typist) => {
      const known = this.#memberships.knownOf(reader)
      return known !== undefined && isApart(known, typist)
    })
  }

  /** Two encodings at most, however many read from wherever. */
  #deliverMessage(room: Room, frame: ServerFrameOf<'message' | 'change'>): void {
    const { conversationId, seq, rev } = frame.message
    const { readers, others } = room.split(seq)
    const count = deliver(encode(frame), readers)
    const revs = others.length > 0 ? deliver(encode({ type: 'rev', conversationId, rev }), others) : 0
    this.#metrics.delivered(count + revs)
  }

  #onUserEvent(person: Person, event: UserEvent): void {
    if (event.type === 'sessions-ended') return void this.#userEventDelivery.deliver(person, event) // waits for no store
    if (changesWatching.has(event.type)) this.#listener.membershipsChanged(person.userId)
    const entered =
      event.type === 'joined' ? this.#enter(person, event.conversationId, event.readsFromSeq) : null
    if (event.type === 'left') {
      const room = this.#rooms.get(event.conversationId)
      if (room?.people.has(person)) this.#exit(person, room)
    }
    person.inOrder(async () => {
      await entered
      await this.#userEventDelivery.deliver(person, event)
    })
  }
}
