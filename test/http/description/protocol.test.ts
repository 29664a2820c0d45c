import { readFile } from 'node:fs/promises'

import { clientFrames, serverFrames, type ServerFrame } from '@parley/shared'
import t from 'tap'

import { parseFrame } from '../../../api/src/realtime/socket/parse-frame.ts'
import { serverFrameIsValid } from '../../support/models/server-frame.ts'

const page = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')

/** The frames of the example, of which each begins behind an arrow and may go on in the lines below. */
const examples = [...page.matchAll(/^ {4}([<>]) (\{.*(?:\n {7}.*)*)/gm)].map(([, arrow, text = '']) => ({
  isOfClient: arrow === '>',
  text: text.replaceAll(/\n\s+/g, ''),
}))

t.test('The frames of the example are such as are sent and taken', async (t) => {
  const [sent, got] = [true, false].map((isOfClient) =>
    examples.filter((one) => one.isOfClient === isOfClient).map(({ text }) => text),
  )
  t.strictSame(
    sent?.map((text) => parseFrame(text).type),
    ['send', 'pong'],
  )
  const frames = got?.map((text) => JSON.parse(text) as ServerFrame) ?? []
  t.strictSame(
    frames.map(({ type }) => type),
    ['hello', 'message', 'ack', 'ping'],
  )
  for (const frame of frames) t.ok(serverFrameIsValid(frame), frame.type)
})

/** What the table of a side says of each frame: which fields it has beside its type. */
const tableOf = (heading: string): Map<string, string[]> => {
  const [, section = ''] = page.split(`### ${heading}\n`)
  const rows = section.split('\n###')[0]?.matchAll(/^\| `([\w-]+)` +\| ([^|]*)\|/gm) ?? []
  return new Map(
    [...rows].map(([, type = '', fields = '']) => [
      type,
      [...fields.matchAll(/`(\w+)`/g)].map(([, one = '']) => one),
    ]),
  )
}

const fieldsOf = ({ properties }: { properties: object }, without: string[]): string[] =>
  Object.keys(properties).filter((name) => !without.includes(name))

t.test('The page lists every frame with all its fields', async (t) => {
  const [fromClient, fromServer] = [tableOf('From the client'), tableOf('From the server')]
  t.strictSame([...fromClient.keys()].sort(), Object.keys(clientFrames).sort())
  t.strictSame([...fromServer.keys()].sort(), Object.keys(serverFrames).sort())
  for (const [type, frame] of Object.entries(clientFrames))
    t.same(fromClient.get(type), fieldsOf(frame, ['type', 'ref']), type)
  for (const [type, frame] of Object.entries(serverFrames))
    t.same(fromServer.get(type), fieldsOf(frame, ['type']), type)
})
