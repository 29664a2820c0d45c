import { limits } from '@parley/shared/limits'

/** So late an answer or a heartbeat may be before one doubts that it comes. */
export const lateMs = 4_000
/** Whoever has waited so long for an answer, and heard nothing else either, is on a line that is dead. */
const answerLimitMs = 15_000

/** What silence means. Whatever is heard, an answer or not, shows that the line lives. */
export class Doubt {
  readonly #onDoubt: () => void
  readonly #onDead: () => void
  #late: ReturnType<typeof setTimeout> | undefined
  #dead: ReturnType<typeof setTimeout> | undefined
  #isAnswerDue = false

  constructor(onDoubt: () => void, onDead: () => void) {
    this.#onDoubt = onDoubt
    this.#onDead = onDead
  }

  heard(heartbeatIntervalMs: number): void {
    this.#isAnswerDue = false
    this.#wait(heartbeatIntervalMs + lateMs, limits.deadAfterMs)
  }

  asked(): void {
    if (this.#isAnswerDue) return
    this.#isAnswerDue = true
    this.#wait(lateMs, answerLimitMs)
  }

  stop(): void {
    this.#isAnswerDue = false
    clearTimeout(this.#late)
    clearTimeout(this.#dead)
  }

  #wait(forDoubtMs: number, forDeathMs: number): void {
    clearTimeout(this.#late)
    clearTimeout(this.#dead)
    this.#late = setTimeout(this.#onDoubt, forDoubtMs)
    this.#dead = setTimeout(this.#onDead, forDeathMs)
  }
}
