import { Agent, request } from 'node:http'

export interface Asked {
  readonly cookie?: string
  readonly body?: object
}

export interface Answer {
  readonly status: number
  readonly text: string
}

/** Requests to Parley by many clients: what fetch does besides would keep the load generator busy. */
export class Http {
  /** How many it were. */
  asked = 0
  isClosed = false
  readonly origin: string
  readonly #agent = new Agent({ keepAlive: true })

  constructor(origin: string) {
    this.origin = origin
  }

  ask(method: 'GET' | 'POST', path: string, { cookie, body }: Asked): Promise<Answer> {
    this.asked += 1
    const content = body && JSON.stringify(body)
    const headers = {
      origin: this.origin,
      ...(cookie !== undefined && { cookie }),
      ...(content !== undefined && { 'content-type': 'application/json' }),
    }
    return new Promise((resolve, reject) => {
      const asking = request(
        `${this.origin}/api/v1${path}`,
        { method, headers, agent: this.#agent },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => (text += part))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        },
      )
      asking.on('error', reject)
      asking.end(content)
    })
  }

  close(): void {
    this.isClosed = true
    this.#agent.destroy()
  }
}
