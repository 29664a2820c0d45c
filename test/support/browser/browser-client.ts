import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { SignedIn } from '@parley/shared'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Request {
  readonly payload?: object | string
  readonly headers?: Record<string, string>
}

const host = 'parley.test'
const password = 'a sentence nobody else has'

/** Calls the API as a browser does: from one address, of one origin, with the cookie it was given. */
export class BrowserClient {
  /** The session's. */
  cookie = ''
  /** The one by which accounts know this browser. */
  device = ''
  readonly #app: FastifyInstance
  readonly #address: string

  constructor(app: FastifyInstance, address = '192.0.2.1') {
    this.#app = app
    this.#address = address
  }

  async call(
    method: Method,
    path: string,
    { payload, headers }: Request = {},
  ): Promise<LightMyRequestResponse> {
    const reply = await this.#app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: this.#address,
      headers: {
        host,
        origin: `http://${host}`,
        ...(this.#cookies !== '' && { cookie: this.#cookies }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    })
    for (const set of [reply.headers['set-cookie'] ?? []].flat()) this.#keep(set.split(';')[0] ?? '')
    return reply
  }

  get #cookies(): string {
    return [this.cookie, this.device].filter(Boolean).join('; ')
  }

  #keep(cookie: string): void {
    if (cookie.split('=', 1)[0]?.endsWith('-device')) this.device = cookie
    else this.cookie = cookie
  }

  get(path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.call('GET', path, { headers })
  }

  post(path: string, payload: object | string): Promise<LightMyRequestResponse> {
    return this.call('POST', path, { payload })
  }

  async register(username: string): Promise<SignedIn> {
    const reply = await this.post('/accounts', { username, password, displayName: username })
    if (reply.statusCode !== 201) throw new Error(`${username} could not register: ${reply.body}`)
    return reply.json<SignedIn>()
  }

  signIn(username: string, attempt: string = password): Promise<LightMyRequestResponse> {
    return this.post('/session', { username, password: attempt })
  }
}

export const clientPassword = password
