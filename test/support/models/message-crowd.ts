import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import type { ConversationId, Message, UserId } from '@parley/shared'

import { Unavailable } from '../../../api/src/stores/errors.ts'
import type { ChangeOutcome } from '../../../api/src/stores/changes/message-change.ts'
import type { AppendOutcome, MessageDraft, MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft } from '../../contract/messages/message-store.contract.ts'
import type { Random } from '../../../scripts/delivery/random.ts'
import { appended, changed } from './written.ts'

const at = new Date('2026-03-02T10:00:00.000Z')

/** What everyone who writes to one conversation was told, whichever store they wrote to. */
export class Told {
  readonly places = new Map<MessageDraft, number>()
  readonly contradictions: string[] = []
  changes = 0

  appended(one: MessageDraft, outcome: AppendOutcome | undefined): void {
    if (outcome === undefined || outcome.kind === 'conflict') {
      this.contradictions.push(`"${one.text}" is answered by ${outcome?.kind}`)
      return
    }
    const seq = outcome.kind === 'stored' ? outcome.message.seq : outcome.seq
    const before = this.places.get(one) ?? seq
    if (before !== seq) this.contradictions.push(`"${one.text}" is at ${before} and at ${seq}`)
    this.places.set(one, seq)
  }

  changed(outcome: ChangeOutcome | undefined): void {
    if (outcome?.kind === 'changed') this.changes += 1
  }
}

/** Someone who writes, sends again, edits and deletes at random, and asks again when a store is away. */
export class Writer {
  readonly #store: MessageStore
  readonly #told: Told
  readonly #random: Random
  readonly #where: { readonly conversationId: ConversationId; readonly senderId: UserId }
  #written = 0

  constructor(
    store: MessageStore,
    told: Told,
    random: Random,
    where: { readonly conversationId: ConversationId; readonly senderId: UserId },
  ) {
    this.#store = store
    this.#told = told
    this.#random = random
    this.#where = where
  }

  async work(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      if (this.#random.isOneIn(3)) await this.#change()
      else await this.#send()
    }
  }

  /** Up to four new ones, among them sometimes one that anyone sent before. */
  async #send(): Promise<void> {
    const { conversationId, senderId } = this.#where
    const drafts = Array.from({ length: Math.ceil(this.#random.between(0, 4)) }, () =>
      draft(conversationId, senderId, `${senderId} ${++this.#written}`),
    )
    const known = [...this.#told.places.keys()]
    if (known.length > 0 && this.#random.isOneIn(3)) drafts.splice(1, 0, this.#random.oneOf(known))
    const outcomes = await untilAnswered(() => appended(this.#store, drafts))
    for (const [place, one] of drafts.entries()) this.#told.appended(one, outcomes[place])
  }

  async #change(): Promise<void> {
    const own = [...this.#told.places].filter(([{ senderId }]) => senderId === this.#where.senderId)
    if (own.length === 0) return
    const [, seq] = this.#random.oneOf(own)
    const text = this.#random.isOneIn(6) ? null : `edited ${this.#random.next()}`
    const [outcome] = await untilAnswered(() => changed(this.#store, [{ ...this.#where, seq, text, at }]))
    this.#told.changed(outcome)
  }
}

/** Knows what it read by revs, as a client that comes back again and again does. */
export class Follower {
  readonly #store: MessageStore
  readonly #conversationId: ConversationId
  readonly messages = new Map<number, Message>()
  rev = 0

  constructor(store: MessageStore, conversationId: ConversationId) {
    this.#store = store
    this.#conversationId = conversationId
  }

  /** One page. False when there was nothing new. */
  async read(): Promise<boolean> {
    const page = await untilAnswered(() => this.#store.changesAfter(this.#conversationId, this.rev, 7))
    for (const message of page.messages) this.messages.set(message.seq, message)
    const isNew = page.rev > this.rev
    this.rev = page.rev
    return isNew
  }
}

/** A sender's answer to an unknown outcome: the same again, a little later, and not when all others do. */
export async function untilAnswered<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Unavailable) || tries === 20) throw error
    }
    await setTimeout(randomInt(100 * tries))
  }
}
