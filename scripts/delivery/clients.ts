import type { ConversationId } from '@parley/shared'

import { HttpRefusal, type ApiSession } from './api-session.ts'
import { convergence, type Follower } from './convergence.ts'
import { freshReading, revsOf, wholeHistory } from './history.ts'
import { emojiOf } from './marker.ts'
import { Participant } from './participant.ts'
import { paused, untilAnswered } from './patience.ts'
import { Random } from './random.ts'
import type { ClientState, History, MarkRecord, Removal, Run } from './records.ts'
import { Writer } from './writer.ts'

export interface ClientsOptions {
  /** One for each account; all of them are members of all conversations, and the first is the owner. */
  readonly sessions: readonly ApiSession[]
  /** Of somebody who only reads, and may be removed. */
  readonly guest: ApiSession | null
  readonly conversationIds: readonly ConversationId[]
  /** Of all instances: the history is read from each in the end. */
  readonly urls: readonly string[]
  readonly seed: number
  /** Of each writer after each message, on average. */
  readonly pauseMs: number
  /** How long those who come and go stay, on average. */
  readonly stayMs: number
}

/** For the removal of somebody, with the server away meanwhile. */
const removalMaxMs = 60_000

/** All clients of one run: every account has a writer, and readers share the accounts with them. */
export class Clients {
  readonly #options: ClientsOptions
  readonly #random: Random
  readonly #writers: Writer[]
  /** All that are compared in the end. */
  readonly #participants: Participant[] = []
  readonly #guest: Participant | null
  readonly #removals: Removal[] = []
  readonly #connected: Promise<void>[] = []
  readonly #writing: Promise<void>[] = []
  readonly #over = new AbortController()

  constructor(options: ClientsOptions) {
    this.#options = options
    this.#random = new Random(options.seed)
    const { sessions, guest, conversationIds, pauseMs } = options
    this.#writers = sessions.map((session, at) => {
      const participant = this.#participant(`writer ${at + 1}`, session)
      const own = { emoji: emojiOf(at), mayPin: at === 0 }
      return new Writer({ session, participant, conversationIds, random: this.#newRandom(), pauseMs, ...own })
    })
    for (const name of ['reader 1', 'reader 2']) this.#participant(name, this.#random.oneOf(sessions))
    this.#guest = guest && this.#participant('guest', guest)
  }

  /** How many messages were acknowledged so far. */
  get acknowledged(): number {
    return this.#writers.reduce(
      (sum, { sends }) => sum + sends.filter(({ acks }) => acks.length > 0).length,
      0,
    )
  }

  get marks(): MarkRecord[] {
    return this.#writers.flatMap(({ marker }) => marker.marks)
  }

  /** The guest has caught up, and is told what comes. */
  get isGuestThere(): boolean {
    return this.#options.conversationIds.every((id) => (this.#guest?.replica.revOf(id) ?? 0) > 0)
  }

  begin(): void {
    for (const participant of this.#participants) this.#connect(participant)
    for (const name of ['coming and going 1', 'coming and going 2']) {
      const participant = this.#participant(name, this.#random.oneOf(this.#options.sessions))
      this.#connect(participant)
      this.#connected.push(this.#comeAndGo(participant))
    }
    for (const writer of this.#writers) this.#writing.push(writer.write(this.#over.signal))
  }

  joinLate(): void {
    this.#connect(this.#participant('latecomer', this.#random.oneOf(this.#options.sessions)))
  }

  /** Takes the guest out of the first conversation; the others go on writing there. */
  async removeGuest(withinMs = 1_000): Promise<void> {
    const { sessions, conversationIds, guest } = this.#options
    const [owner, conversationId] = [sessions[0], conversationIds[0]]
    if (!owner || !conversationId || !guest) throw new Error('There is nobody to remove.')
    const path = `/conversations/${conversationId}/members/${guest.userId}`
    const endMs = performance.now() + removalMaxMs
    await untilAnswered(
      () => this.#over.signal.aborted || performance.now() > endMs,
      () => owner.call('DELETE', path),
    ).catch((error: unknown) => {
      if (!isAlreadyDone(error)) throw error
    })
    this.#removals.push({ userId: guest.userId, conversationId, atMs: performance.now(), withinMs })
  }

  /** Ends the writing, waits until everyone holds the same, and gathers what the checker needs. */
  async finish(convergenceMaxMs: number): Promise<Run> {
    const giveUp = setTimeout(() => this.#abandon(), convergenceMaxMs)
    this.#over.abort()
    await Promise.all(this.#writing)
    clearTimeout(giveUp)

    const convergenceMs = await this.#converge(convergenceMaxMs)
    const history = await wholeHistory(this.#owner(), this.#options.conversationIds)
    const newcomers = await this.#newcomers()
    await this.stop()
    return this.#gather(history, newcomers, convergenceMs)
  }

  /** Everything at once, whatever is under way. */
  async stop(): Promise<void> {
    this.#over.abort()
    this.#abandon()
    for (const participant of this.#participants) participant.stop()
    await Promise.all([...this.#writing, ...this.#connected])
  }

  #abandon(): void {
    for (const writer of this.#writers) writer.abandon()
  }

  #converge(maxMs: number): Promise<number | null> {
    const revs = () => revsOf(this.#owner(), this.#options.conversationIds)
    return convergence(() => this.#followers(), revs, maxMs)
  }

  async #newcomers(): Promise<ClientState[]> {
    const { urls, conversationIds } = this.#options
    const readings: ClientState[] = []
    for (const url of [...urls, ...urls]) {
      const name = `newcomer ${readings.length / 2 + 1}`
      readings.push(...(await freshReading(name, this.#owner().over(url), conversationIds)))
    }
    return readings
  }

  #gather(history: History, newcomers: readonly ClientState[], convergenceMs: number | null): Run {
    const replicas = this.#participants.map(({ replica }) => replica)
    const stayed = this.#followers().map(({ participant, conversationIds }) => {
      const state = participant.replica.state()
      const kept = conversationIds.map((id) => [id, state.get(id) ?? []] as const)
      return { by: participant.name, conversations: new Map(kept) }
    })
    return {
      sends: this.#writers.flatMap(({ sends }) => sends),
      marks: this.marks,
      observations: replicas.flatMap(({ observations }) => observations),
      removals: this.#removals,
      clients: [...stayed, ...newcomers],
      history,
      holes: replicas.flatMap(({ holes }) => holes),
      convergenceMs,
    }
  }

  #followers(): Follower[] {
    const removed = this.#removals.map((one) => one.conversationId)
    const all = this.#options.conversationIds
    const left = all.filter((id) => !removed.includes(id))
    return this.#participants.map((participant) => {
      return { participant, conversationIds: participant === this.#guest ? left : all }
    })
  }

  #owner(): ApiSession {
    const [owner] = this.#options.sessions
    if (!owner) throw new Error('A run needs an account.')
    return owner
  }

  #participant(name: string, session: ApiSession): Participant {
    const participant = new Participant(name, session, this.#options.conversationIds, this.#newRandom())
    this.#participants.push(participant)
    return participant
  }

  #connect(participant: Participant): void {
    if (this.#over.signal.aborted) return
    this.#connected.push(participant.stayConnected())
  }

  async #comeAndGo(participant: Participant): Promise<void> {
    const { signal } = this.#over
    while (!signal.aborted) {
      await paused(this.#random.between(0, 2 * this.#options.stayMs), signal)
      participant.cut()
    }
  }

  #newRandom(): Random {
    return new Random(Math.floor(this.#random.next() * 2 ** 32))
  }
}

/** The answer to an earlier attempt got lost. */
const isAlreadyDone = (error: unknown): boolean =>
  error instanceof HttpRefusal && error.code === 'member_not_found'
