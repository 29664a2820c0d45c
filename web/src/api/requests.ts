import type { ConversationId } from '@parley/shared'
import { withoutControls } from '@parley/shared/text'

import type { Result } from '../state/result.ts'
import type { ApiClient, ApiRequest } from './client.ts'

export type ApiResult<T> = Promise<Result<T>>

/** What is asked of the server, by how it is asked. */
export class Requests {
  readonly #client: ApiClient
  readonly #onChange: (answer: Promise<unknown>) => void

  /** @param onChange is given the answer to each request that changes something, for which somebody waits */
  constructor(client: ApiClient, onChange: (answer: Promise<unknown>) => void) {
    this.#client = client
    this.#onChange = onChange
  }

  get<T>(path: string, signal?: AbortSignal): ApiResult<T> {
    return this.#client.request({ method: 'GET', path, ...(signal && { signal }) })
  }

  post<T>(path: string, body?: unknown): ApiResult<T> {
    return this.#send('POST', path, body)
  }

  put<T>(path: string, body?: unknown): ApiResult<T> {
    return this.#send('PUT', path, body)
  }

  patch<T>(path: string, body: unknown): ApiResult<T> {
    return this.#send('PATCH', path, body)
  }

  delete<T>(path: string): ApiResult<T> {
    return this.#send('DELETE', path)
  }

  #send<T>(method: ApiRequest['method'], path: string, body?: unknown): ApiResult<T> {
    const answer = this.#client.request<T>({ method, path, body })
    this.#onChange(answer)
    return answer
  }
}

export const atConversation = (id: ConversationId): string => `/conversations/${id}`

export function query(values: Record<string, string | number | null>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null)
  const text = new URLSearchParams(
    given.map(([name, value]) => [name, withoutControls(String(value))]),
  ).toString()
  return text === '' ? '' : `?${text}`
}
