import { setTimeout as wait } from 'node:timers/promises'

import type { ConversationId, NewMessage, ServerFrame } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { WebSocket } from 'ws'

import type { ApiSession } from './api-session.ts'
import type { Random } from './random.ts'
import type { FramePlace } from './records.ts'
import { Replica } from './replica.ts'

export type Reply = Extract<ServerFrame, { type: 'ack' | 'refusal' }>

/** A client that stays connected, however often it is cut off, and keeps a copy of its conversations. */
export class Participant {
  readonly name: string
  readonly replica: Replica
  readonly #session: ApiSession
  readonly #random: Random
  readonly #replies = new Map<string, (reply: Reply) => void>()
  #socket: WebSocket | null = null
  #stopped = false
  #lastRef = 0
  #connections = 0

  constructor(name: string, session: ApiSession, conversationIds: readonly ConversationId[], random: Random) {
    this.name = name
    this.#session = session
    this.#random = random
    this.replica = new Replica(name, session, conversationIds)
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  /** Until it is stopped. */
  async stayConnected(): Promise<void> {
    while (!this.#stopped) {
      await this.#connection()
      await wait(this.#random.between(20, 400))
    }
  }

  cut(): void {
    this.#socket?.terminate()
  }

  stop(): void {
    this.#stopped = true
    this.replica.close()
    this.cut()
  }

  /** Frames leave in the order of the calls. The reply is null when none came in time. */
  async send(
    conversationId: ConversationId,
    message: NewMessage,
    withinMs: number,
  ): Promise<{ reply: Reply | null; place: FramePlace }> {
    const ref = String(++this.#lastRef)
    const place = { connection: `${this.name}, connection ${this.#connections}`, at: this.#lastRef }
    const replied = new Promise<Reply>((resolve) => this.#replies.set(ref, resolve))
    this.#socket?.send(JSON.stringify({ type: 'send', ref, conversationId, ...message }))
    const reply = await Promise.race([replied, wait(withinMs, null, { ref: false })])
    this.#replies.delete(ref)
    return { reply, place }
  }

  async #connection(): Promise<void> {
    const socket = this.#session.socket()
    this.#socket = socket
    this.#connections += 1
    const silence = setTimeout(() => socket.terminate(), limits.deadAfterMs)
    socket.on('message', (data: Buffer) => {
      silence.refresh()
      this.#onFrame(socket, JSON.parse(data.toString()) as ServerFrame)
    })
    await new Promise<void>((resolve) => {
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
    })
    clearTimeout(silence)
  }

  #onFrame(socket: WebSocket, frame: ServerFrame): void {
    if (frame.type === 'ping') socket.send('{"type":"pong"}')
    if (frame.type === 'ack' || frame.type === 'refusal') this.#replies.get(frame.ref)?.(frame)
    this.replica.onFrame(frame)
  }
}
