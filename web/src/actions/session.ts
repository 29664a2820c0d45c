import type { Credentials, Registration, SignedIn } from '@parley/shared'

import type { Endpoints } from '../api/endpoints.ts'
import { backoffMs } from '../realtime/backoff.ts'
import type { ClockAndRandom } from '../realtime/clock-and-random.ts'
import type { LiveSession } from '../realtime/live-session.ts'
import type { Outbox } from '../realtime/outbox/outbox.ts'
import type { ChatCache } from '../cache/chat-cache.ts'
import type { Chat } from '../state/chat.ts'
import { success, type Result } from '../state/result.ts'
import { isAside } from '../state/draft-key.ts'
import type { Store } from '../state/store.ts'
import type { SessionActions, SignOutOutcome } from './actions.ts'

export class SessionController implements SessionActions {
  readonly #store: Store
  readonly #endpoints: Endpoints
  readonly #live: LiveSession
  readonly #outbox: Outbox
  readonly #cache: ChatCache
  readonly #clockAndRandom: ClockAndRandom
  #timer: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  /** Signed in as far as this device knows, and not yet as the server says. */
  #isAssumed = false
  /** A sign-out or deletion under way. */
  #departure: { isOver: boolean } | null = null
  /** The question whether there is still a session. */
  #recheck: Promise<void> | null = null
  /** Brings a new cookie. What is asked before it is here is asked with the old one. */
  #renewal: Promise<unknown> = Promise.resolve()

  constructor(
    store: Store,
    endpoints: Endpoints,
    live: LiveSession,
    { outbox, cache }: { readonly outbox: Outbox; readonly cache: ChatCache },
    clockAndRandom: ClockAndRandom,
  ) {
    this.#store = store
    this.#endpoints = endpoints
    this.#live = live
    this.#outbox = outbox
    this.#cache = cache
    this.#clockAndRandom = clockAndRandom
  }

  /** Finds out who is signed in; goes on trying while the server cannot be reached. */
  restore = async (): Promise<void> => {
    clearTimeout(this.#timer)
    const asking = this.#endpoints.signedIn()
    if (this.#store.session.get().kind === 'restoring') await this.#enterKept()
    const result = await asking
    if (this.#isSignedIn() && !this.#isAssumed) return
    if (result.ok) return this.#confirm(result.value)
    if (isNobody(result)) return this.#isAssumed ? this.ended() : this.#leave()
    this.#tries += 1
    if (!this.#isAssumed) this.#store.session.set({ kind: 'unreachable' })
    this.#timer = setTimeout(this.restore, backoffMs(this.#tries, this.#clockAndRandom.random))
  }

  wake(): void {
    if (this.#store.session.get().kind === 'unreachable' || this.#isAssumed) void this.restore()
  }

  register(registration: Registration): Promise<Result<void>> {
    return this.#enterWith(this.#endpoints.register(registration))
  }

  signIn(credentials: Credentials): Promise<Result<void>> {
    return this.#enterWith(this.#endpoints.signIn(credentials))
  }

  async signOut(): Promise<SignOutOutcome> {
    const count = this.#unsent()
    return count > 0 ? { kind: 'unsent', count } : this.signOutAndDiscardUnsent()
  }

  async signOutAndDiscardUnsent(): Promise<SignOutOutcome> {
    const result = await this.leaving(this.#endpoints.signOut())
    return result.ok ? { kind: 'signed-out' } : { kind: 'failed', failure: result.failure }
  }

  /** The session goes on under the cookie that comes with this answer. */
  renewing<T>(answer: Promise<T>): Promise<T> {
    this.#renewal = answer
    return answer
  }

  /** An answer said that there is no session. It may be that of a request which went out with an older cookie. */
  recheck(): void {
    if (this.#isSignedIn()) this.#recheck ??= this.#askAgain().finally(() => (this.#recheck = null))
  }

  /** The server said that there is no session. What is unsent stays for when the same person comes back. */
  ended(): void {
    if (!this.#isSignedIn()) return
    if (this.#departure) {
      this.#departure.isOver = true
      return
    }
    this.#store.notify({ kind: 'session-ended' })
    this.#leave()
  }

  /** Someone else has signed in with this browser: go on as they. */
  async changed(): Promise<void> {
    this.#isAssumed = false
    this.#live.end()
    await this.#cache.clear()
    this.#store.session.set({ kind: 'restoring' })
    await this.restore()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#live.end()
  }

  /** What this device knows is shown until the server can be asked whose it is, which may be long without a network. */
  async #enterKept(): Promise<void> {
    const kept = await this.#cache.recall()
    if (!kept || this.#store.session.get().kind !== 'restoring') return
    this.#isAssumed = true
    this.#enter(kept.signedIn, kept.chat)
  }

  async #confirm(signedIn: SignedIn): Promise<void> {
    const session = this.#store.session.get()
    if (session.kind !== 'signed-in') return this.#enter(signedIn, null)
    if (session.me.id !== signedIn.user.id) return this.changed()
    this.#isAssumed = false
    const { user: me, sessionId } = signedIn
    this.#store.session.set({ kind: 'signed-in', me, sessionId, isConfirmed: true })
  }

  #isSignedIn(): boolean {
    return this.#store.session.get().kind === 'signed-in'
  }

  #unsent(): number {
    return (
      this.#store.outbox.get().filter(({ status }) => status.kind !== 'sent').length +
      [...this.#store.drafts.get().keys()].filter((key) => !isAside(key)).length +
      this.#store.chosen.get().size
    )
  }

  async #askAgain(): Promise<void> {
    await this.#renewal
    const result = await this.#endpoints.signedIn()
    if (isNobody(result)) this.ended()
  }

  async #enterWith(answer: Promise<Result<SignedIn>>): Promise<Result<void>> {
    const result = await answer
    if (!result.ok) return result
    this.#enter(result.value, null)
    return success(undefined)
  }

  #enter({ user, sessionId }: SignedIn, kept: Chat | null): void {
    clearTimeout(this.#timer)
    this.#tries = 0
    this.#live.begin(user, kept)
    this.#store.session.set({ kind: 'signed-in', me: user, sessionId, isConfirmed: !this.#isAssumed })
  }

  /**
   * Whoever leaves on purpose leaves nothing behind on this device. The connection, or another
   * answer, may tell of the end of the session before the answer to this does.
   */
  async leaving(answer: Promise<Result<void>>): Promise<Result<void>> {
    const departure = { isOver: false }
    this.#departure = departure
    const result = await answer
    await this.#recheck
    this.#departure = null
    if (!result.ok && !departure.isOver) return result
    this.#store.draftStore.discardAll()
    await this.#outbox.discardAll()
    this.#leave()
    return success(undefined)
  }

  #leave(): void {
    this.#isAssumed = false
    this.#live.end()
    void this.#cache.clear()
    this.#store.session.set({ kind: 'signed-out' })
  }
}

const isNobody = (result: Result<SignedIn>): boolean =>
  !result.ok && result.failure.kind === 'refused' && result.failure.code === 'not_signed_in'
