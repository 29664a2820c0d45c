import type { FileId } from '@parley/shared'
import t, { type Test } from 'tap'

import { ApiClient } from '../../../web/src/api/client.ts'
import { Uploads } from '../../../web/src/realtime/outbox/uploads.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { OutboxFile } from '../../../web/src/state/outbox-item.ts'
import { failed, refusedAs, success, type Result } from '../../../web/src/state/result.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'

interface Answer {
  readonly status: number
  readonly body: string
}

const stored = (id: string): Answer => ({ status: 201, body: JSON.stringify({ file: { id }, sha256: '' }) })
const refusal = (status: number, code: string): Answer => ({
  status,
  body: JSON.stringify({ code, title: '' }),
})

/** What of a browser's requests is used here. */
class FakeRequest extends EventTarget {
  static answers: (Answer | 'lost' | 'silent')[] = []
  static readonly asked: { url: string; headers: Map<string, string> }[] = []
  readonly upload = new EventTarget()
  readonly #headers = new Map<string, string>()
  #url = ''
  withCredentials = false
  status = 0
  responseText = ''

  open(_method: string, url: string): void {
    this.#url = url
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value)
  }

  getResponseHeader(): string | null {
    return null
  }

  send(): void {
    FakeRequest.asked.push({ url: this.#url, headers: this.#headers })
    const answer = FakeRequest.answers.shift() ?? 'lost'
    if (answer !== 'silent') queueMicrotask(() => this.#end(answer))
  }

  abort(): void {
    this.dispatchEvent(new Event('abort'))
    this.dispatchEvent(new Event('loadend'))
  }

  #end(answer: Answer | 'lost'): void {
    if (answer !== 'lost') Object.assign(this, { status: answer.status, responseText: answer.body })
    this.dispatchEvent(new Event(answer === 'lost' ? 'error' : 'load'))
    this.dispatchEvent(new Event('loadend'))
  }
}

function setUp(t: Test, ...answers: typeof FakeRequest.answers) {
  t.intercept(globalThis, 'XMLHttpRequest', { value: FakeRequest })
  FakeRequest.answers = answers
  FakeRequest.asked.length = 0
  const progress = new Value<ReadonlyMap<string, number>>(new Map())
  const uploads = new Uploads(
    new ApiClient('http://parley.test', () => {}, { now: () => new Date(0), storage: new FakeStorage() }),
    progress,
  )
  const asked: (readonly FileId[])[] = []
  const replies: Result<string>[] = []
  const ending = new AbortController()
  const send = (...files: OutboxFile[]) =>
    uploads.send(files, ending.signal, async (ids) => {
      asked.push(ids)
      return replies.shift() ?? success('sent')
    })
  return { send, asked, replies, progress, ending }
}

const fileOf = (name: string, type = 'image/png'): OutboxFile => {
  const content = new Blob([name])
  return { uploadId: name, name, type, bytes: content.size, content }
}

t.test('a message goes when all its files are there, in their order', async (t) => {
  const { send, asked, progress } = setUp(t, stored('a'), stored('b'))
  t.same(await send(fileOf('tee ☕.png'), fileOf('notes.txt', 'text/plain')), success('sent'))
  t.same(asked, [['a', 'b']])
  const [first, second] = FakeRequest.asked
  t.equal(first?.url, 'http://parley.test/api/v1/files?uploadId=tee ☕.png')
  t.same(
    [...(first?.headers ?? [])],
    [
      ['content-type', 'image/png'],
      ['x-file-name', 'tee%20%E2%98%95.png'],
    ],
  )
  t.equal(second?.headers.get('content-type'), 'application/octet-stream', 'no form could send it')
  t.equal(progress.get().size, 0)
})

t.test('a voice message goes with its length and its wave', async (t) => {
  const { send } = setUp(t, stored('a'))
  await send({ ...fileOf('voice', 'audio/webm'), durationMs: 4_200, wave: [0, 50, 100] })
  const [{ url, headers } = { url: '', headers: new Map() }] = FakeRequest.asked
  t.equal(url, 'http://parley.test/api/v1/files?uploadId=voice&durationMs=4200&wave=0,50,100')
  t.equal(headers.get('content-type'), 'audio/webm', 'or it would be taken for a film')
})

t.test('nothing is sent half, and what is there is not uploaded again', async (t) => {
  const { send, asked, replies } = setUp(t, stored('a'), 'lost', stored('b'))
  const files = [fileOf('one'), fileOf('two')]
  t.same(await send(...files), failed({ kind: 'unreachable' }))
  t.same(asked, [])
  replies.push(failed({ kind: 'unreachable' }))
  await send(...files)
  t.same(await send(...files), success('sent'))
  t.same(asked, [
    ['a', 'b'],
    ['a', 'b'],
  ])
  t.equal(FakeRequest.asked.length, 3)
})

t.test('what the server does not know any more is uploaded anew', async (t) => {
  const { send, asked, replies } = setUp(t, stored('a'), stored('b'))
  replies.push(failed(refusedAs('file_not_found')))
  await send(fileOf('one'))
  await send(fileOf('one'))
  t.same(asked, [['a'], ['b']])
})

t.test('refusals are told as they are, and so is the limit of a proxy', async (t) => {
  const proxy = { status: 413, body: '<html>' }
  const { send } = setUp(t, refusal(507, 'storage_full'), refusal(415, 'unsupported_media_type'), proxy, {
    ...proxy,
    status: 502,
  })
  t.match(await send(fileOf('one')), { failure: { code: 'storage_full' } })
  t.match(await send(fileOf('one')), { failure: { code: 'unsupported_media_type' } })
  t.match(await send(fileOf('one')), { failure: { code: 'file_too_large' } })
  t.match(await send(fileOf('one')), { failure: { kind: 'unreachable' } })
})

t.test('an upload ends when its message is not wanted', async (t) => {
  const { send, ending, asked, progress } = setUp(t, 'silent')
  const sending = send(fileOf('one'), fileOf('two'))
  while (FakeRequest.asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
  ending.abort()
  t.same(await sending, failed({ kind: 'superseded' }))
  t.same([asked.length, FakeRequest.asked.length, progress.get().size], [0, 1, 0])
})

t.test('a file that is gone from the disk is no reason to try for ever', async (t) => {
  const { send } = setUp(t)
  const content = new Blob(['x'])
  Object.assign(content, { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) })
  t.match(await send({ ...fileOf('one'), content }), { failure: { code: 'file_not_found' } })
})
