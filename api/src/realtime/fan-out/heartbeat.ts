import type { ConversationId, ServerFrameOf } from '@parley/shared'

import type { Clock, Log } from '../../domain/ports.ts'
import type { MessageHeads } from '../../domain/messages/message-heads.ts'
import { encode } from '../socket/encode.ts'
import type { Hub } from './hub.ts'
import type { Person, Room } from './room.ts'

type Heads = ServerFrameOf<'ping'>['heads']

const quiet = encode({ type: 'ping', heads: [] })

/**
 * One beat for all connections of this instance. It finds dead peers, and it carries the revs of the
 * conversations that moved since the beat before, as the store has them: so a client that the fan-out
 * did not reach learns from it that it missed something.
 */
export class Heartbeat {
  readonly #hub: Hub
  readonly #heads: MessageHeads
  readonly #clock: Clock
  readonly #log: Log
  readonly #intervalMs: number
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> | null = null

  constructor(hub: Hub, heads: MessageHeads, clock: Clock, log: Log, intervalMs: number) {
    this.#hub = hub
    this.#heads = heads
    this.#clock = clock
    this.#log = log
    this.#intervalMs = intervalMs
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), this.#intervalMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#beating
  }

  #tick(): void {
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = null
    })
  }

  async #beat(): Promise<void> {
    const moved = await this.#moved()
    const now = this.#clock.now()
    for (const person of this.#hub.people) this.#ping(person, moved, now)
  }

  #ping(person: Person, moved: ReadonlyMap<Room, number>, now: Date): void {
    const frame = pingFor(person, moved)
    for (const connection of person.connections) {
      const { expiresAt } = connection.viewer
      if (expiresAt !== null && expiresAt <= now) connection.close('signedOut')
      else connection.ping(frame)
    }
  }

  /** Rooms whose head is another than at the beat before; while the store is away, none, and later all at once. */
  async #moved(): Promise<Map<Room, number>> {
    const moved = new Map<Room, number>()
    try {
      const rooms = [...this.#hub.rooms]
      const heads = await this.#heads.of(rooms.map((room) => room.conversationId))
      for (const room of rooms) noteMove(room, heads, moved)
    } catch (error) {
      this.#log.warn({ err: error }, 'heartbeat without heads: the message store did not answer')
    }
    return moved
  }
}

function noteMove(room: Room, heads: ReadonlyMap<ConversationId, number>, moved: Map<Room, number>): void {
  const rev = heads.get(room.conversationId)
  if (rev === undefined || rev === room.headRev) return
  room.headRev = rev
  moved.set(room, rev)
}

function pingFor(person: Person, moved: ReadonlyMap<Room, number>): Buffer {
  const heads: Heads = []
  for (const room of person.rooms) {
    const rev = moved.get(room)
    if (rev !== undefined) heads.push({ conversationId: room.conversationId, rev })
  }
  return heads.length === 0 ? quiet : encode({ type: 'ping', heads })
}
