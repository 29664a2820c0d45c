import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import type { ServerFrame } from '@parley/shared'
import t from 'tap'
import { WebSocket, WebSocketServer } from 'ws'

import { encode } from '../../api/src/realtime/socket/encode.ts'

/** The messages that a client reads when its server writes these bytes past its own sender. */
async function received(bytes: Buffer, count: number): Promise<string[]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (_, request) => request.socket.write(bytes))
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const texts: string[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject)
      client.on('message', (data: Buffer, isBinary) => {
        if (texts.push(isBinary ? 'binary' : data.toString()) === count) resolve()
      })
    })
  } finally {
    client.terminate()
    server.close()
  }
  return texts
}

const frameOf = (ref: string): ServerFrame => ({ type: 'ack', ref })
const around = (length: number): number[] => [length - 1, length, length + 1]

t.test('a frame of any length is one text message to its peer', async (t) => {
  const overhead = JSON.stringify(frameOf('')).length
  // RFC 6455 writes the length in one, two or eight bytes.
  for (const length of [overhead, ...around(125), ...around(65_535), 200_000]) {
    const frame = frameOf('r'.repeat(length - overhead))
    t.same(await received(encode(frame), 1), [JSON.stringify(frame)], `${length} bytes`)
  }
})

t.test('its length is counted in bytes, and frames may follow each other in one write', async (t) => {
  const frames = ['é'.repeat(60), '茶'.repeat(42), '🍵'.repeat(20_000)].map(frameOf)
  const texts = await received(Buffer.concat(frames.map(encode)), frames.length)
  t.same(
    texts,
    frames.map((frame) => JSON.stringify(frame)),
  )
})
