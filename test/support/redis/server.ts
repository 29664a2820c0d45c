import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'

import type { Test } from 'tap'

import { hasEnded, killChild } from '../processes/child-end.ts'
import { freePort } from '../network/free-port.ts'
import { standStill } from '../processes/stand-still.ts'

/** A Redis of a test's own, which it may kill and stop without harm to others. */
export class RedisServer {
  readonly url: URL
  readonly #port: number
  readonly #options: readonly string[]
  #process: ChildProcess | null = null

  private constructor(port: number, options: readonly string[]) {
    this.#port = port
    this.#options = options
    this.url = new URL(`redis://127.0.0.1:${port}`)
  }

  static async start(t: Pick<Test, 'teardown'>, ...options: string[]): Promise<RedisServer> {
    const server = await RedisServer.away(t, ...options)
    await server.start()
    return server
  }

  /** Not started yet. */
  static async away(t: Pick<Test, 'teardown'>, ...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options)
    t.teardown(() => server.kill())
    return server
  }

  async start(): Promise<void> {
    const options = ['--bind', '127.0.0.1', '--port', String(this.#port), '--save', '', '--appendonly', 'no']
    this.#process = spawn('redis-server', [...options, ...this.#options], { stdio: 'ignore', cwd: '/tmp' })
    const child = this.#process
    // A test that fails badly enough ends its process without its teardowns.
    process.once('exit', () => child.kill('SIGKILL'))
    while (!(await this.#answers())) {
      if (hasEnded(child)) throw new Error('redis-server does not start.')
      await setTimeout(20)
    }
  }

  async kill(): Promise<void> {
    const child = this.#process
    this.#process = null
    await killChild(child)
  }

  async pause(): Promise<void> {
    await standStill(this.#process)
  }

  resume(): void {
    this.#process?.kill('SIGCONT')
  }

  /** The answer to one command, as Redis writes it. */
  async command(...words: string[]): Promise<string> {
    const socket = connect(this.#port, '127.0.0.1')
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
    socket.write(`*${words.length}\r\n${parts.join('')}`)
    const answer = await Promise.race([once(socket, 'data'), once(socket, 'close')])
    socket.destroy()
    if (!Buffer.isBuffer(answer[0])) throw new Error('Redis has closed the connection.')
    return String(answer[0])
  }

  async #answers(): Promise<boolean> {
    return this.command('PING').then(
      () => true,
      () => false,
    )
  }
}
