import type { ConversationId, UserId } from '@parley/shared'

import type { Connection } from '../socket/connection.ts'

/** A person with their connections to this instance, and the rooms these stand in. */
export class Person {
  readonly userId: UserId
  readonly connections = new Set<Connection>()
  readonly rooms = new Set<Room>()
  /** Resolves when the rooms are entered. */
  ready: Promise<void> = Promise.resolve()
  release: () => void = () => undefined
  #lastTask: Promise<void> = Promise.resolve()

  constructor(userId: UserId) {
    this.userId = userId
  }

  /** Sends the person something after what happened to them before. @param task does not reject */
  inOrder(task: () => Promise<void>): void {
    this.#lastTask = this.#lastTask.then(task)
  }
}

/** A conversation with those of its members who are connected to this instance. */
export class Room {
  readonly conversationId: ConversationId
  readonly people = new Set<Person>()
  /** The first message that is there for them, of those who do not read from the first one on. */
  readonly #readsFromSeqs = new Map<Person, number>()
  /** From here on every message is there for everyone. */
  #latestStart = 1
  /** As of the last heartbeat; null before the first. */
  headRev: number | null = null
  readonly ready: Promise<() => void>

  /** @param ready the subscription to the conversation's events, with what ends it */
  constructor(conversationId: ConversationId, ready: Promise<() => void>) {
    this.conversationId = conversationId
    this.ready = ready
  }

  enter(person: Person, readsFromSeq: number): void {
    this.exit(person)
    this.people.add(person)
    if (readsFromSeq > 1) this.#readsFromSeqs.set(person, readsFromSeq)
    this.#latestStart = Math.max(this.#latestStart, readsFromSeq)
  }

  exit(person: Person): void {
    this.people.delete(person)
    this.#readsFromSeqs.delete(person)
  }

  /** Those for whom this message is there, and those for whom it is not. */
  split(seq: number): { readonly readers: Iterable<Person>; readonly others: readonly Person[] } {
    if (seq >= this.#latestStart) return { readers: this.people, others: [] }
    const reads = (person: Person): boolean => (this.#readsFromSeqs.get(person) ?? 1) <= seq
    const people = [...this.people]
    return { readers: people.filter(reads), others: people.filter((person) => !reads(person)) }
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
