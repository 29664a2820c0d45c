import { randomUUID } from 'node:crypto'

import type { Attachment, MessageAck, UploadedFile } from '@parley/shared'
import type { LightMyRequestResponse } from 'fastify'

import type { TestApp } from '../app/app.ts'

interface Person {
  readonly headers: Record<string, string>
}

/** The smallest picture there is. */
export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

export interface Sent {
  readonly name?: string
  readonly query?: string
  readonly uploadId?: string
  readonly headers?: Record<string, string>
}

/** Uploads bytes as this person, through the application. */
export const upload = (
  app: TestApp,
  person: Person,
  bytes: Uint8Array | string,
  { name = 'tea.bin', query = '', uploadId = randomUUID(), headers = {} }: Sent = {},
): Promise<LightMyRequestResponse> =>
  app.inject({
    method: 'POST',
    url: `/api/v1/files?uploadId=${uploadId}${query}`,
    headers: {
      ...person.headers,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
      ...headers,
    },
    payload: Buffer.from(bytes),
  })

export async function uploaded(
  app: TestApp,
  person: Person,
  bytes: Uint8Array | string,
  sent: Sent = {},
): Promise<Attachment> {
  const reply = await upload(app, person, bytes, sent)
  if (reply.statusCode !== 201) throw new Error(`The upload was refused: ${reply.body}`)
  return reply.json<UploadedFile>().file
}

export const setPicture = (
  app: TestApp,
  person: Person,
  path: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  app.inject({
    method: 'PUT',
    url: `/api/v1${path}`,
    headers: { ...person.headers, 'content-type': 'image/png', ...headers },
    payload: Buffer.from(bytes),
  })

export const get = (app: TestApp, person: Person, path: string, headers: Record<string, string> = {}) =>
  app.inject({ url: `/api/v1${path}`, headers: { ...person.headers, ...headers } })

export const sendFiles = (
  app: TestApp,
  person: Person,
  groupId: string,
  attachments: readonly string[],
  { clientId = randomUUID(), text = '' } = {},
) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/conversations/${groupId}/messages`,
    headers: person.headers,
    payload: { clientId, text, attachments },
  })

export async function sentFiles(app: TestApp, person: Person, groupId: string, ids: readonly string[]) {
  const reply = await sendFiles(app, person, groupId, ids)
  if (reply.statusCode !== 201) throw new Error(`The message was refused: ${reply.body}`)
  return reply.json<MessageAck>().seq
}
