import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Null when there is none; the text itself where it is not JSON, as from a proxy. */
  readonly body: unknown
}

export interface HttpQuestion {
  readonly method: string
  readonly url: URL
  readonly headers: Record<string, string>
  /** Bytes are sent as they are. */
  readonly body: object | Uint8Array | undefined
  readonly withinMs: number
}

/** One program's HTTP. Its connections are shared with no other, so that a new one is balanced anew. */
export class HttpLine {
  readonly #agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  }

  /** @throws Error when there is no answer in time */
  async ask({ method, url, headers, body, withinMs }: HttpQuestion): Promise<HttpAnswer> {
    const payload = body instanceof Uint8Array ? body : body && Buffer.from(JSON.stringify(body))
    const type = body === payload ? 'application/octet-stream' : 'application/json'
    const [send, agent] =
      url.protocol === 'https:'
        ? ([httpsRequest, this.#agents['https:']] as const)
        : ([httpRequest, this.#agents['http:']] as const)
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const signal = AbortSignal.timeout(withinMs)
      const outgoing = send(url, {
        method,
        agent,
        signal,
        headers: { ...headers, ...(payload && contentOf(payload, type)) },
      })
      outgoing.on('response', resolve)
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
    return { status: response.statusCode ?? 0, headers: response.headers, body: parsed(await text(response)) }
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }
}

const contentOf = ({ byteLength }: Uint8Array, type: string): Record<string, string> => ({
  'content-type': type,
  'content-length': String(byteLength),
})

function parsed(content: string): unknown {
  if (content === '') return null
  try {
    return JSON.parse(content)
  } catch {
    return content
  }
}
