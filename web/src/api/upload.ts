import type { UploadedFile } from '@parley/shared'

import type { OutboxFile } from '../state/outbox-item.ts'
import { failed, refusedAs, success, type Result } from '../state/result.ts'
import type { ApiClient } from './client.ts'

/** Without a byte for so long nothing comes any more; the server looks at what it has got before it answers. */
const silenceMs = 90_000

export interface UploadWatch {
  /** How much of it is there, from 0 to 1. */
  progress(part: number): void
  readonly signal: AbortSignal
}

const unwatched: UploadWatch = { progress: () => {}, signal: new AbortController().signal }

/** Sends the bytes of one file. Repeated under its upload id it is one file. */
export const upload = (
  api: ApiClient,
  { uploadId, name, content, type, durationMs, wave }: OutboxFile,
  watch: UploadWatch,
): Promise<Result<UploadedFile>> => {
  const headers = { 'x-file-name': encodeURIComponent(name.toWellFormed()) }
  const recorded = wave ? `&durationMs=${durationMs}&wave=${wave.join()}` : ''
  const path = `/files?uploadId=${uploadId}${recorded}`
  return sendBytes(api, { method: 'POST', path, content, type, headers }, watch)
}

interface SentBytes {
  readonly method: 'POST' | 'PUT'
  /** Below /api/v1, with its query. */
  readonly path: string
  readonly content: Blob
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The body of a request as it is; the answer is what the server says of it. */
export function sendBytes<Answer>(
  api: ApiClient,
  { method, path, content, type = content.type, headers = {} }: SentBytes,
  { progress, signal }: UploadWatch = unwatched,
): Promise<Result<Answer>> {
  const { promise, resolve } = Promise.withResolvers<Result<Answer>>()
  const request = new XMLHttpRequest()
  const cancel = () => request.abort()
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(cancel, silenceMs)
  }
  request.open(method, api.url(path))
  request.withCredentials = true
  request.setRequestHeader('content-type', sentType(type))
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    heard()
    progress(total > 0 ? loaded / total : 0)
  })
  request.addEventListener('load', () => resolve(outcome(api, request)))
  request.addEventListener('error', () => resolve(failed({ kind: 'unreachable' })))
  request.addEventListener('abort', () =>
    resolve(failed({ kind: signal.aborted ? 'superseded' : 'unreachable' })),
  )
  request.addEventListener('loadend', () => {
    clearTimeout(silence)
    signal.removeEventListener('abort', cancel)
  })
  signal.addEventListener('abort', cancel)
  heard()
  request.send(content)
  return promise
}

/** What a form could send is refused; the server looks for itself what it is. */
const sentType = (type: string): string =>
  /^(?:image|audio|video)\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream'

function outcome<Answer>(api: ApiClient, request: XMLHttpRequest): Result<Answer> {
  const answer = parsed(request.responseText)
  // The server's answers follow the schemas of the wire.
  if (request.status === 200 || request.status === 201) return success(answer as Answer)
  const failure = api.refusal(answer, request.getResponseHeader('retry-after'))
  // A proxy before it has a limit of its own, and to ask again does not change that.
  const isTooLarge = failure.kind === 'unreachable' && request.status === 413
  return failed(isTooLarge ? refusedAs('file_too_large') : failure)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
