import type { ClientFrame, MessageAck, PongFrame, ServerFrameOf } from '@parley/shared'

import { failed, refusal, success, type Result } from '../state/result.ts'

type WithoutRef<Frame> = Frame extends unknown ? Omit<Frame, 'ref'> : never
/** A frame that is answered. Its ref is given to it when it is sent. */
export type Asking = WithoutRef<Exclude<ClientFrame, PongFrame>>

/** Null where the answer says nothing but that it was done. */
export type Reply = Result<MessageAck | null>

const timeLimitMs = 15_000

/** Waits for the one reply that each frame gets. */
export class Replies {
  readonly #waiting = new Map<string, (reply: Reply) => void>()
  readonly #timeLimitMs: number
  #lastRef = 0

  constructor(limitMs: number = timeLimitMs) {
    this.#timeLimitMs = limitMs
  }

  expect(): { readonly ref: string; readonly reply: Promise<Reply> } {
    this.#lastRef += 1
    const ref = String(this.#lastRef)
    return { ref, reply: new Promise((resolve) => this.#wait(ref, resolve)) }
  }

  settle(frame: ServerFrameOf<'ack'> | ServerFrameOf<'refusal'>): void {
    const reply: Reply =
      frame.type === 'ack' ? success(frame.message ?? null) : failed(refusal(frame.problem, null))
    this.#waiting.get(frame.ref)?.(reply)
  }

  /** The connection is gone, and with it the answers: what became of the frames is unknown. */
  giveUp(): void {
    for (const resolve of [...this.#waiting.values()]) resolve(failed({ kind: 'unreachable' }))
  }

  #wait(ref: string, resolve: (reply: Reply) => void): void {
    const timer = setTimeout(() => settle(failed({ kind: 'unreachable' })), this.#timeLimitMs)
    const settle = (reply: Reply) => {
      clearTimeout(timer)
      this.#waiting.delete(ref)
      resolve(reply)
    }
    this.#waiting.set(ref, settle)
  }
}
