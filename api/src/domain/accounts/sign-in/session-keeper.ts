import type { SessionStore, StoredSession } from '../../../stores/accounts/session-store.ts'
import type { Clock } from '../../ports.ts'
import { expiryOf, isAlive, touchEveryMs } from './session-rules.ts'

export type { StoredSession } from '../../../stores/accounts/session-store.ts'

export type SessionDraft = Omit<StoredSession, 'lastSeenAt' | 'expiresAt'>

/** Keeps the sessions of the browser cookie: who holds the id of a living one is its user. */
export class SessionKeeper {
  readonly #sessions: SessionStore
  readonly #clock: Clock

  constructor(sessions: SessionStore, clock: Clock) {
    this.#sessions = sessions
    this.#clock = clock
  }

  async find(idHash: string): Promise<StoredSession | null> {
    const session = await this.#sessions.byHash(idHash)
    return session !== null && isAlive(session, this.#clock.now()) ? session : null
  }

  /** Now and then: a write for every request would be too many. */
  async noteUse(session: StoredSession): Promise<void> {
    const now = this.#clock.now()
    if (now.getTime() - session.lastSeenAt.getTime() < touchEveryMs) return
    await this.#sessions.touch(session.idHash, now)
  }

  /** False when it has ended in the meantime: it stays ended. */
  save(draft: SessionDraft): Promise<boolean> {
    return this.#sessions.put({
      ...draft,
      lastSeenAt: this.#clock.now(),
      expiresAt: expiryOf(draft.createdAt),
    })
  }

  async end(idHash: string): Promise<void> {
    await this.#sessions.end(idHash, this.#clock.now())
  }

  /** Ends a session that goes on under another id. False when it has ended: a sign-out must not be undone. */
  retire(session: Pick<StoredSession, 'userId' | 'sessionId'>): Promise<boolean> {
    return this.#sessions.endOne(session.userId, session.sessionId, this.#clock.now())
  }
}
