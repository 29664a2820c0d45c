import { randomBytes } from 'node:crypto'

import type { Db } from 'mongodb'

import type { Deadline } from '../connection/deadline.ts'
import { isDuplicateKey } from '../connection/errors.ts'

interface HistoryDocument {
  readonly _id: 'history'
  readonly epoch: string
}

/** Which history the messages are: see MessageStore.epoch. */
export class MessageHistory {
  readonly #histories

  constructor(db: Db) {
    this.#histories = db.collection<HistoryDocument>('history')
  }

  /** The first one who asks makes it. */
  async epoch(deadline: Deadline): Promise<string> {
    const found = await this.#find(deadline)
    if (found) return found.epoch
    const epoch = randomBytes(16).toString('hex')
    try {
      await deadline.step((maxTimeMS) => this.#histories.insertOne({ _id: 'history', epoch }, { maxTimeMS }))
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
    }
    return (await this.#find(deadline))?.epoch ?? epoch
  }

  #find(deadline: Deadline): Promise<HistoryDocument | null> {
    return deadline.step((maxTimeMS) => this.#histories.findOne({ _id: 'history' }, { maxTimeMS }))
  }
}
