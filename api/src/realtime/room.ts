import type { ConversationId, UserId } from '@parley/shared'

import type { Connection } from './connection.ts'

/** A person with their connections to this instance, and the rooms these stand in. */
export class Person {
  readonly userId: UserId
  readonly connections = new Set<Connection>()
  readonly rooms = new Set<Room>()
  /** Resolves when the rooms are entered. */
  ready: Promise<void> = Promise.resolve()
  release: () => void = () => undefined
  #lastNews: Promise<void> = Promise.resolve()

  constructor(userId: UserId) {
    this.userId = userId
  }

  /**
   * Tells the person something after what happened to them before, however long that takes to find out.
   * @param tell does not reject
   */
  inOrder(tell: () => Promise<void>): void {
    this.#lastNews = this.#lastNews.then(tell)
  }
}

/** A conversation with those of its members who are connected to this instance. */
export class Room {
  readonly conversationId: ConversationId
  readonly people = new Set<Person>()
  /** As of the last heartbeat; null before the first. */
  headRev: number | null = null
  readonly ready: Promise<() => void>

  /** @param ready the subscription to the conversation's events, with what ends it */
  constructor(conversationId: ConversationId, ready: Promise<() => void>) {
    this.conversationId = conversationId
    this.ready = ready
  }
}

/** Sends one encoded frame to these people. Answers how many connections got it. */
export function deliver(frame: Buffer, people: Iterable<Person>): number {
  let connections = 0
  for (const person of people) {
    for (const connection of person.connections) connection.sendEncoded(frame)
    connections += person.connections.size
  }
  return connections
}
