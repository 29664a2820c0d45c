import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import type { ClientId, FileId, Message, MessageAck, NewMessage } from '@parley/shared'

import { HttpRefusal } from './api-session.ts'
import { Marker, type MarkerParts } from './marker.ts'
import { isFinal, paused, untilAnswered } from './patience.ts'
import type { ChangeRecord, SendRecord } from './records.ts'

const patienceMs = 2_000

export interface WriterParts extends MarkerParts {
  /** After each message, on average. */
  readonly pauseMs: number
}

/** Writes by all ways there are, times out early, repeats itself, changes what it wrote, and is cut off. */
export class Writer {
  readonly sends: SendRecord[] = []
  readonly marker: Marker
  readonly #parts: WriterParts
  #abandoned = false

  constructor(parts: WriterParts) {
    this.#parts = parts
    this.marker = new Marker(parts)
  }

  /** Resolves when everything that was begun is settled, or given up. */
  async write(over: AbortSignal): Promise<void> {
    const { random, participant, pauseMs, mayPin } = this.#parts
    while (!over.aborted) {
      const count = random.isOneIn(8) ? await this.#sendTogether() : await this.#sendOne()
      if (random.isOneIn(6)) await this.#changeOne()
      if (random.isOneIn(mayPin ? 2 : 4)) await this.marker.markOne()
      if (random.isOneIn(25)) participant.cut()
      await paused(random.between(0, 2 * pauseMs * count), over)
    }
  }

  /** What has no answer yet stays without one. */
  abandon(): void {
    this.#abandoned = true
  }

  async #sendOne(): Promise<number> {
    const attachments = this.#parts.random.isOneIn(6) ? await this.#uploaded() : []
    const record = this.#begin(attachments)
    await this.#settle(record)
    if (this.#parts.random.isOneIn(10)) await this.#repeat(record)
    return 1
  }

  /** One after the other on one connection, without waiting for answers. */
  async #sendTogether(): Promise<number> {
    const records = Array.from({ length: Math.ceil(this.#parts.random.between(1, 4)) }, () => this.#begin())
    await Promise.all(records.map((record) => this.#tryFrame(record, patienceMs)))
    for (const record of records) await this.#settle(record)
    return records.length
  }

  /** As after an answer that got lost: by both ways at once. */
  async #repeat(record: SendRecord): Promise<void> {
    await Promise.all([this.#tryPost(record, patienceMs), this.#tryFrame(record, patienceMs)])
  }

  /** Before the message, whose time begins with its own first attempt. None where the server takes no files. */
  async #uploaded(): Promise<FileId[]> {
    const { session } = this.#parts
    const [uploadId, endMs] = [randomUUID(), performance.now() + patienceMs]
    return untilAnswered(
      () => this.#abandoned || performance.now() > endMs,
      async () => [await session.upload(uploadId, `the file ${uploadId}`, patienceMs)],
    ).catch(() => [])
  }

  #begin(attachments: FileId[] = []): SendRecord {
    const { session, random, conversationIds, participant } = this.#parts
    const conversationId = random.oneOf(conversationIds)
    const replyTo = random.isOneIn(4) ? participant.replica.someSeq(conversationId, random) : null
    const record: SendRecord = {
      conversationId,
      senderId: session.userId,
      clientId: randomUUID() as ClientId,
      text: `${session.userId}:${this.sends.length + 1}`,
      given: {
        ...(replyTo !== null && { replyTo }),
        ...(attachments.length > 0 && { attachments }),
      },
      invokedAtMs: performance.now(),
      acks: [],
      changes: [],
      refusal: null,
      place: null,
      attempts: 0,
      isPlain: false,
    }
    this.sends.push(record)
    return record
  }

  async #settle(record: SendRecord): Promise<void> {
    const { random } = this.#parts
    for (let tries = 1; this.#isOpen(record); tries += 1) {
      const isHasty = random.isOneIn(5) // so that many answers come too late, which leaves the outcome unknown
      const withinMs = isHasty ? random.between(1, 15) : patienceMs
      await (random.isOneIn(4) ? this.#tryPost(record, withinMs) : this.#tryFrame(record, withinMs))
      if (record.acks.length === 0) await wait(random.between(5, 80) * Math.min(tries, 8))
    }
  }

  #isOpen({ acks, refusal }: SendRecord): boolean {
    return acks.length === 0 && refusal === null && !this.#abandoned
  }

  #tryPost(record: SendRecord, withinMs: number): Promise<void> {
    const path = `/conversations/${record.conversationId}/messages`
    return this.#noting(record, withinMs, () =>
      this.#parts.session.call<MessageAck>('POST', path, newMessageOf(record), withinMs),
    )
  }

  #tryFrame(record: SendRecord, withinMs: number): Promise<void> {
    const { participant } = this.#parts
    if (!participant.isConnected) return this.#tryPost(record, withinMs)
    return this.#noting(record, withinMs, async (isFirst) => {
      const { reply, place } = await participant.send(record.conversationId, newMessageOf(record), withinMs)
      if (reply?.type === 'refusal') throw new HttpRefusal(reply.problem.status, reply.problem.code)
      if (!reply?.message) throw new Error('There was no answer in time.')
      if (isFirst) record.place = place
      return reply.message
    })
  }

  async #noting(
    record: SendRecord,
    withinMs: number,
    attempt: (isFirst: boolean) => Promise<MessageAck>,
  ): Promise<void> {
    const isFirst = record.attempts === 0
    record.attempts += 1
    try {
      const { seq, createdAt } = await attempt(isFirst)
      record.acks.push({ seq, createdAt, atMs: performance.now() })
      record.isPlain ||= isFirst && withinMs === patienceMs
    } catch (error) {
      if (isFinal(error)) record.refusal = error.code
    }
  }

  /** An edit or a deletion whose answer is lost may have happened: either way all must agree in the end. */
  async #changeOne(): Promise<void> {
    const { random, session } = this.#parts
    const { conversationId, acks, text, changes } = random.oneOf(this.sends)
    const seq = acks[0]?.seq
    if (seq === undefined) return
    const path = `/conversations/${conversationId}/messages/${seq}`
    const change: ChangeRecord = { text: random.isOneIn(3) ? null : `${text} edited`, rev: null }
    changes.push(change)
    const [method, body] = change.text === null ? ['DELETE', undefined] : ['PATCH', { text: change.text }]
    const answer = await session.call<Message>(method, path, body).catch(() => null)
    change.rev = answer?.rev ?? null
  }
}

const newMessageOf = ({ clientId, text, given }: SendRecord): NewMessage => ({ clientId, text, ...given })
