import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

import { BSON, type Document } from 'mongodb'
import type { Test } from 'tap'

import { freePort } from './free-port.ts'

const headerBytes = 16
const opMsg = 2013

/** What becomes of a command on its way to the server. */
export type Fate =
  | { readonly kind: 'pass' }
  /** The server never sees it, and the connection breaks. */
  | { readonly kind: 'lose' }
  /** The server carries it out, and the connection breaks before the answer. */
  | { readonly kind: 'lose-answer' }
  /** The server carries out this one in its place, and the connection breaks: as if it had stopped in the middle. */
  | { readonly kind: 'cut-short'; readonly command: Document }
  /** The answer is another one. */
  | { readonly kind: 'answer'; readonly change: (answer: Document) => Document }

export type Judge = (command: Document) => Fate | Promise<Fate>

export const pass: Fate = { kind: 'pass' }

/** Stands between a store and its server, and lets a test decide over each command. */
export class MongoProxy {
  readonly #server: Server = createServer((socket) => this.#serve(socket))
  readonly #sockets = new Set<Socket>()
  readonly #target: URL
  /** One that stays free while nothing listens there. */
  readonly #port: number
  judge: Judge = () => pass

  private constructor(target: URL, port: number) {
    this.#target = target
    this.#port = port
  }

  static async before(t: Pick<Test, 'teardown'>, target: URL): Promise<MongoProxy> {
    const proxy = new MongoProxy(target, await freePort())
    await proxy.comeBack()
    t.teardown(() => proxy.goAway())
    return proxy
  }

  /** As if the server had been killed: connections break, and new ones are refused. */
  goAway(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  async comeBack(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening')
  }

  get url(): string {
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${this.#port}`
    return url.href
  }

  #serve(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname)
    const breakOff = (): void => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.on('error', breakOff).on('close', breakOff)
    this.#sockets.add(client)
    client.on('close', () => this.#sockets.delete(client))
    /** What is to be done with the answers, in the order of the commands. */
    const answers: Fate[] = []
    onMessages(client, async (message) => {
      const fate = isCommand(message) ? await this.judge(commandOf(message)) : pass
      if (fate.kind === 'lose') return breakOff()
      answers.push(fate)
      server.write(fate.kind === 'cut-short' ? encode(message, fate.command) : message)
    })
    onMessages(server, async (answer) => {
      const fate = answers.shift() ?? pass
      if (fate.kind === 'lose-answer' || fate.kind === 'cut-short') return breakOff()
      client.write(fate.kind === 'answer' ? encode(answer, fate.change(commandOf(answer))) : answer)
    })
  }
}

/** Calls with each whole message, one after the other. */
function onMessages(socket: Socket, handle: (message: Buffer) => Promise<void>): void {
  let buffered = Buffer.alloc(0)
  let last = Promise.resolve()
  socket.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk])
    while (buffered.length >= headerBytes && buffered.length >= buffered.readInt32LE(0)) {
      const message = buffered.subarray(0, buffered.readInt32LE(0))
      buffered = buffered.subarray(message.length)
      last = last.then(() => handle(message)).catch(() => void socket.destroy())
    }
  })
}

const isCommand = (message: Buffer): boolean => message.readInt32LE(12) === opMsg

/** The body of a message, with its sequences of documents put in as the arrays that they stand for. */
function commandOf(message: Buffer): Document {
  const command: Document = {}
  for (let at = headerBytes + 4; at < message.length;) {
    const isBody = message[at] === 0
    const end = at + 1 + message.readInt32LE(at + 1)
    if (isBody) Object.assign(command, BSON.deserialize(message.subarray(at + 1, end)))
    else {
      const nameEnd = message.indexOf(0, at + 5)
      command[message.toString('utf8', at + 5, nameEnd)] = documentsIn(message.subarray(nameEnd + 1, end))
    }
    at = end
  }
  return command
}

function documentsIn(bytes: Buffer): Document[] {
  const documents: Document[] = []
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at)) {
    documents.push(BSON.deserialize(bytes.subarray(at, at + bytes.readInt32LE(at))))
  }
  return documents
}

/** The same message with another body. */
function encode(original: Buffer, command: Document): Buffer {
  const body = BSON.serialize(command)
  const message = Buffer.concat([original.subarray(0, headerBytes), Buffer.alloc(5), body])
  message.writeInt32LE(message.length, 0)
  return message
}
