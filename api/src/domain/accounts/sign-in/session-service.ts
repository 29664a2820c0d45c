import { limits, type Session, type SessionId, type UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../../bus/bus.ts'
import type { SessionStore, StoredSession } from '../../../stores/accounts/session-store.ts'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../ports.ts'
import type { Origin, Viewer } from '../../viewer.ts'
import type { ActivityService } from '../activity-service.ts'
import { isAlive } from './session-rules.ts'

/** A person's sessions, as they see and end them. For each that ends there is an event, so that its sockets close. */
export class SessionService {
  readonly #sessions: SessionStore
  readonly #activity: ActivityService
  readonly #bus: Bus
  readonly #clock: Clock

  constructor(sessions: SessionStore, activity: ActivityService, bus: Bus, clock: Clock) {
    this.#sessions = sessions
    this.#activity = activity
    this.#bus = bus
    this.#clock = clock
  }

  async list(viewer: Viewer): Promise<Session[]> {
    const alive = await this.#alive(viewer.userId)
    return alive.slice(0, limits.sessionsPerUserMax).map((session) => sessionOf(session, viewer))
  }

  async aliveOf(userId: UserId): Promise<SessionId[]> {
    return (await this.#alive(userId)).map(({ sessionId }) => sessionId)
  }

  async signOut(viewer: Viewer, origin: Origin): Promise<void> {
    if (await this.#endOne(viewer.userId, viewer.sessionId)) {
      await this.#activity.record(viewer.userId, 'signed-out', origin)
    }
  }

  /** @throws DomainError session_not_found */
  async end(viewer: Viewer, sessionId: SessionId, origin: Origin): Promise<void> {
    if (!(await this.#endOne(viewer.userId, sessionId))) throw new DomainError('session_not_found')
    await this.#activity.record(viewer.userId, 'session-ended', origin)
  }

  async endOthers(viewer: Viewer, origin: Origin): Promise<void> {
    const ended = await this.#endAllBut(viewer.userId, viewer.sessionId)
    if (ended.length > 0) await this.#activity.record(viewer.userId, 'other-sessions-ended', origin)
  }

  async endAll(userId: UserId): Promise<void> {
    await this.#endAllBut(userId, null)
  }

  /** Takes back a session that should not have been made. */
  async revoke(viewer: Viewer): Promise<void> {
    await this.#endOne(viewer.userId, viewer.sessionId)
  }

  /** Ends those that were not used for the longest time, beyond as many as one may have. */
  async endSurplus(userId: UserId): Promise<void> {
    const surplus = (await this.#alive(userId)).slice(limits.sessionsPerUserMax)
    for (const { sessionId } of surplus) await this.#endOne(userId, sessionId)
  }

  async #alive(userId: UserId): Promise<StoredSession[]> {
    const now = this.#clock.now()
    return (await this.#sessions.ofUser(userId)).filter((session) => isAlive(session, now))
  }

  async #endOne(userId: UserId, sessionId: SessionId): Promise<boolean> {
    const ended = await this.#sessions.endOne(userId, sessionId, this.#clock.now())
    this.#publishEnded(userId, ended ? [sessionId] : [])
    return ended
  }

  async #endAllBut(userId: UserId, kept: SessionId | null): Promise<SessionId[]> {
    const ended = await this.#sessions.endAll(userId, kept, this.#clock.now())
    this.#publishEnded(userId, ended)
    return ended
  }

  #publishEnded(userId: UserId, sessionIds: SessionId[]): void {
    if (sessionIds.length === 0) return
    this.#bus.publish(userTopic(userId), { type: 'sessions-ended', sessionIds })
  }
}

const sessionOf = (session: StoredSession, viewer: Viewer): Session => ({
  id: session.sessionId,
  device: session.device,
  address: session.address,
  createdAt: session.createdAt.toISOString(),
  lastSeenAt: session.lastSeenAt.toISOString(),
  current: session.sessionId === viewer.sessionId,
})
