import type { ConversationId, ConversationList } from '@parley/shared'

import { ApiSession, HttpRefusal } from '../delivery/api-session.ts'
import { isFinal, paused, untilAnswered } from '../delivery/patience.ts'
import { reasonOf, stopIf, Unverifiable } from './unverifiable.ts'

const writers = 4
const groups = 3
/** Who registers much from one address has to wait, longer each time: beyond this, in all, it is given up. */
const signUpWaitMaxMs = 60_000
const leavingMaxMs = 30_000

export type Tell = (sentence: string) => void

/** The accounts and groups of one run. Whatever was begun here, `leave` removes. */
export class Cast {
  readonly conversationIds: ConversationId[] = []
  readonly #urls: readonly string[]
  readonly #name: string
  readonly #tell: Tell
  /** Those that may exist: also one whose registration was not answered. */
  #sessions: ApiSession[] = []
  #waitedMs = 0

  /** @param name begins the name of everything that is made */
  constructor(urls: readonly string[], name: string, tell: Tell) {
    this.#urls = urls
    this.#name = name
    this.#tell = tell
  }

  get writers(): ApiSession[] {
    return this.#sessions.slice(0, writers)
  }

  get guest(): ApiSession | null {
    return this.#sessions[writers] ?? null
  }

  /** What `leave` would have to remove. */
  get present(): string[] {
    return this.#sessions.map(nameOf)
  }

  /** @throws Unverifiable when the server does not let them in, or the signal comes before they are */
  async enter(signal: AbortSignal): Promise<void> {
    for (let number = 1; number <= writers + 1; number++) {
      await this.#register(`${this.#name}-${number}`, signal)
    }
    const [owner, ...others] = this.#sessions
    if (!owner) return
    const memberIds = others.map(({ userId }) => userId)
    for (let number = 1; number <= groups; number++) {
      stopIf(signal)
      const id = await owner.group(`${this.#name} ${number}`, memberIds).catch(cannot('make a group'))
      this.conversationIds.push(id)
    }
  }

  /** Answers with what could not be removed, in words. */
  async leave(): Promise<string[]> {
    const endMs = performance.now() + leavingMaxMs
    const left: string[] = []
    for (const session of this.#sessions) {
      await untilAnswered(
        () => performance.now() > endMs,
        () => remove(session),
      ).catch((error: unknown) => left.push(`${nameOf(session)}: ${reasonOf(error)}`))
      session.close()
    }
    this.#sessions = []
    return left
  }

  async #register(username: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      stopIf(signal)
      const session = new ApiSession(...this.#urls)
      this.#sessions.push(session)
      try {
        return await session.register(username)
      } catch (error) {
        if (isFinal(error) || isToWait(error)) this.#sessions.pop() // so there is no such account
        await this.#waitAfter(error, signal)
      }
    }
  }

  /** @throws Unverifiable unless waiting helps */
  async #waitAfter(error: unknown, signal: AbortSignal): Promise<void> {
    const waitMs = isToWait(error) ? (error.retryAfterMs ?? 1_000) : Infinity
    this.#waitedMs += waitMs
    if (this.#waitedMs > signUpWaitMaxMs) cannot('register an account')(error)
    this.#tell(`The server wants registrations to wait: ${Math.ceil(waitMs / 1_000)} s.`)
    await paused(waitMs, signal)
  }
}

/** Closes the groups that it owns, and deletes the account; also when nobody knows whether it was made. */
async function remove(session: ApiSession): Promise<void> {
  if (!(await isSignedIn(session))) return
  const { items } = await session.call<ConversationList>('GET', '/conversations')
  for (const { conversation, membership } of items) {
    if (membership.role === 'owner') await session.call('DELETE', `/conversations/${conversation.id}`)
  }
  await session.call('POST', '/me/deletion', { password: session.password })
}

/** False when there is no such account, or not any more. */
async function isSignedIn(session: ApiSession): Promise<boolean> {
  try {
    await session.call('GET', '/me')
  } catch (error) {
    if (!isUnknown(error)) throw error
    try {
      await session.signIn(session.username, session.password)
    } catch (other) {
      if (!isUnknown(other)) throw other
      return false
    }
  }
  return true
}

const isUnknown = (error: unknown): boolean => error instanceof HttpRefusal && error.status === 401

const isToWait = (error: unknown): error is HttpRefusal =>
  error instanceof HttpRefusal && error.status === 429

const nameOf = ({ username, password }: ApiSession): string =>
  `account ${username} with the password ${password}`

const cannot =
  (what: string) =>
  (error: unknown): never => {
    throw new Unverifiable(`It could not ${what}: ${reasonOf(error)}.`)
  }
