import * as limits from '@parley/shared/limits'

/** Without an answer for so long the connection counts as uncertain. */
export const answerLateMs = 3_000
/** Nobody waits for a heartbeat, and so it may be later. */
export const heartbeatLateMs = 5_000
/** Without an answer, and anything else, for so long the connection is dead. */
const answerLimitMs = 15_000

/** What silence means. Whatever is received, an answer or not, shows that the connection is alive. */
export class SilenceTimer {
  readonly #onLate: () => void
  readonly #onDead: () => void
  #late: ReturnType<typeof setTimeout> | undefined
  #dead: ReturnType<typeof setTimeout> | undefined
  #isAnswerDue = false

  constructor(onLate: () => void, onDead: () => void) {
    this.#onLate = onLate
    this.#onDead = onDead
  }

  heard(heartbeatIntervalMs: number): void {
    this.#isAnswerDue = false
    this.#wait(heartbeatIntervalMs + heartbeatLateMs, limits.deadAfterMs)
  }

  asked(): void {
    if (this.#isAnswerDue) return
    this.#isAnswerDue = true
    this.#wait(answerLateMs, answerLimitMs)
  }

  stop(): void {
    this.#isAnswerDue = false
    clearTimeout(this.#late)
    clearTimeout(this.#dead)
  }

  #wait(forLateMs: number, forDeadMs: number): void {
    clearTimeout(this.#late)
    clearTimeout(this.#dead)
    this.#late = setTimeout(this.#onLate, forLateMs)
    this.#dead = setTimeout(this.#onDead, forDeadMs)
  }
}
