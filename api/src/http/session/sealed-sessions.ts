import { createHash } from 'node:crypto'

import type { SessionKeeper, StoredSession } from '../../domain/accounts/sign-in/session-keeper.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Log } from '../../domain/ports.ts'
import { parseSessionData, type SessionData } from './session-data.ts'
import type { SessionSeal } from './session-seal.ts'

/** Who can read the store can neither use a session (ids are hashed) nor see or change what it holds. */
export class SealedSessions {
  readonly #keeper: SessionKeeper
  readonly #seal: SessionSeal
  readonly #log: Log

  constructor(keeper: SessionKeeper, seal: SessionSeal, log: Log) {
    this.#keeper = keeper
    this.#seal = seal
    this.#log = log
  }

  async load(id: string): Promise<SessionData | null> {
    const idHash = hashOf(id)
    const stored = await this.#keeper.find(idHash)
    if (stored === null) {
      this.#log.info({}, 'request with an unknown session')
      return null
    }
    await this.#noteUse(stored)
    return this.#open(stored)
  }

  /** @throws DomainError not_signed_in when it has ended in the meantime */
  async save(id: string, data: SessionData): Promise<void> {
    if (!(await this.#keeper.save(this.#draft(hashOf(id), data)))) throw new DomainError('not_signed_in')
  }

  async end(id: string): Promise<void> {
    await this.#keeper.end(hashOf(id))
  }

  /** Ends a session that goes on under another id. @throws DomainError not_signed_in when it has ended already */
  async retire(data: SessionData): Promise<void> {
    if (!(await this.#keeper.retire(data))) throw new DomainError('not_signed_in')
  }

  /** A full disk still lets people read. */
  async #noteUse(stored: StoredSession): Promise<void> {
    try {
      await this.#keeper.noteUse(stored)
    } catch (error) {
      this.#log.warn({ err: error }, 'the last use of a session could not be stored')
    }
  }

  async #open(stored: StoredSession): Promise<SessionData | null> {
    const opened = this.#seal.open(stored.data, stored.idHash)
    const data = opened && parseSessionData(opened.text)
    if (data === null || data.userId !== stored.userId) {
      this.#log.warn(
        { sessionId: stored.sessionId },
        'a session could not be decrypted with the configured keys',
      )
      return null
    }
    if (opened?.outdated) await this.#keeper.save(this.#draft(stored.idHash, data))
    return data
  }

  #draft(idHash: string, data: SessionData) {
    const { userId, sessionId, device, address } = data
    const sealed = this.#seal.seal(JSON.stringify(data), idHash)
    return { idHash, userId, sessionId, device, address, data: sealed, createdAt: new Date(data.createdAt) }
  }
}

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex')
