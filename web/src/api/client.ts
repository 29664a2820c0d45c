import type { Problem } from '@parley/shared'
import { withoutControls } from '@parley/shared/text'

import { failed, refusal, success, type Failure, type Result } from '../state/result.ts'
import { ServerClock, type DeviceClock } from './server-clock.ts'

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, with its query. */
  readonly path: string
  readonly body?: unknown
  /** An abort makes the answer `superseded`. */
  readonly signal?: AbortSignal
}

/** Longer than the server gives itself, so that its own refusal is what one hears. */
const timeLimitMs = 20_000

/** The only one who calls fetch, but for uploads, which tell how far they are. It never throws: a refusal, and no answer at all, are results. */
export class ApiClient {
  readonly #baseUrl: string
  readonly #onSignedOut: () => void
  readonly #timeLimitMs: number
  readonly serverClock: ServerClock

  /**
   * @param apiOrigin empty when the API is where the page came from
   * @param onSignedOut called when the server says that there is no session any more
   */
  constructor(
    apiOrigin: string,
    onSignedOut: () => void,
    device: DeviceClock,
    limitMs: number = timeLimitMs,
  ) {
    this.serverClock = new ServerClock(device)
    this.#baseUrl = `${apiOrigin}/api/v1`
    this.#onSignedOut = onSignedOut
    this.#timeLimitMs = limitMs
  }

  /** For what the browser itself fetches, as pictures are. */
  url(path: string): string {
    return this.#baseUrl + path
  }

  async request<T>(request: ApiRequest): Promise<Result<T>> {
    try {
      const response = await fetch(this.url(request.path), this.#init(request))
      this.serverClock.hear(response.headers.get('date'))
      // The server's answers follow the schemas of the wire; to check them again here would cost the bundle its size.
      if (response.ok) return success((await content(response)) as T)
      return failed(this.refusal(await content(response), response.headers.get('retry-after')))
    } catch {
      return failed({ kind: request.signal?.aborted ? 'superseded' : 'unreachable' })
    }
  }

  #init({ method, body, signal }: ApiRequest): RequestInit {
    const limit = AbortSignal.timeout(this.#timeLimitMs)
    const init: RequestInit = {
      method,
      credentials: 'include',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    }
    if (body === undefined) return init
    return { ...init, body: JSON.stringify(body, sendable), headers: { 'content-type': 'application/json' } }
  }

  refusal(answer: unknown, retryAfter: string | null): Failure {
    // What does not come from Parley itself, but from a proxy before it, tells nothing about the request.
    if (!isProblem(answer)) return { kind: 'unreachable' }
    if (answer.code === 'not_signed_in') this.#onSignedOut()
    return refusal(answer, Number(retryAfter) || null)
  }
}

/** They are what was typed, to the character. */
const passwords = new Set(['password', 'currentPassword', 'newPassword'])

/** Whatever was pasted into whatever field, it can be sent. */
const sendable = (field: string, value: unknown): unknown =>
  typeof value === 'string' && !passwords.has(field) ? withoutControls(value) : value

async function content(response: Response): Promise<unknown> {
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value
}
