import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { ConversationSummary, CreatedAccessToken, MessagePage, SignedIn } from '@parley/shared'
import t, { type Test } from 'tap'

import { cookieOf } from '../support/app/cookie-of.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { until } from '../support/until.ts'

const program = fileURLToPath(new URL('../../examples/echo_bot.py', import.meta.url))
const password = 'a sentence nobody else has'

t.setTimeout(120_000)

class Person {
  readonly #api: string
  #cookie = ''

  constructor(server: string) {
    this.#api = `${server}/api/v1`
  }

  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const headers = {
      origin: new URL(this.#api).origin,
      cookie: this.#cookie,
      ...(body && { 'content-type': 'application/json' }),
    }
    const reply = await fetch(`${this.#api}${path}`, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`)
    this.#cookie ||= cookieOf(reply.headers.getSetCookie())
    return (reply.status === 204 ? undefined : await reply.json()) as Answer
  }

  register(username: string): Promise<SignedIn> {
    return this.ask('POST', '/accounts', { username, password, displayName: username })
  }

  async say(conversationId: string, text: string): Promise<void> {
    await this.ask('POST', `/conversations/${conversationId}/messages`, { clientId: randomUUID(), text })
  }

  async texts(conversationId: string): Promise<string[]> {
    const { items } = await this.ask<MessagePage>('GET', `/conversations/${conversationId}/messages`)
    return items.map(({ text }) => text)
  }
}

class Bot {
  readonly state: string
  readonly #env: NodeJS.ProcessEnv
  #child: ChildProcess | null = null
  #said = ''

  constructor(t: Test, url: string, token: string, folder: string) {
    this.state = join(folder, 'echo_bot.json')
    this.#env = {
      PATH: process.env['PATH'],
      PARLEY_URL: url,
      PARLEY_TOKEN: token,
      PARLEY_STATE: this.state,
    }
    t.teardown(() => this.kill())
  }

  async start(): Promise<void> {
    this.#said = ''
    const child = spawn('python3', [program], { env: this.#env })
    child.stdout.on('data', (data: Buffer) => (this.#said += data.toString()))
    child.stderr.on('data', (data: Buffer) => (this.#said += data.toString()))
    this.#child = child
    await until(() => this.timesListening === 1, 'the bot listens')
  }

  get timesListening(): number {
    return this.#said.split('listening').length - 1
  }

  async ended(): Promise<{ code: number | null; said: string }> {
    if (this.#child?.exitCode === null) await once(this.#child, 'exit')
    return { code: this.#child?.exitCode ?? null, said: this.#said }
  }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
}

t.test('The bot of the examples answers each message once, whatever breaks', async (t) => {
  const server = new ServerProcess({
    port: await freePort(),
    dataDir: await temporaryFolder(t),
    env: { HOST: '127.0.0.1' },
  })
  t.teardown(() => server.kill())
  await server.start()
  const [ada, echo] = [new Person(server.url), new Person(server.url)]
  await ada.register('ada')
  const { user } = await echo.register('echo')
  const { conversation } = await ada.ask<ConversationSummary>('POST', '/conversations/direct', {
    userId: user.id,
  })
  const { id: tokenId, token } = await echo.ask<CreatedAccessToken>('POST', '/me/tokens', {
    name: 'Echo',
    scope: 'write',
    password,
  })
  const bot = new Bot(t, server.url, token, await temporaryFolder(t))
  await ada.say(conversation.id, 'echo from before it was there')

  const said: string[] = ['echo from before it was there']
  /** What is asked for, and its one answer. */
  const exchange = async (text: string): Promise<void> => {
    await ada.say(conversation.id, `echo ${text}`)
    said.push(`echo ${text}`, text)
  }
  const isWhole = async (when: string): Promise<void> => {
    await until(async () => (await ada.texts(conversation.id)).length >= said.length, when)
    t.strictSame(await ada.texts(conversation.id), said, when)
  }

  await bot.start()
  await ada.say(conversation.id, 'not for it')
  said.push('not for it')
  await exchange('straße 👩‍💻')
  await isWhole('live')

  await server.kill()
  await server.start()
  const isBack = () => until(() => bot.timesListening === 2, 'the bot is back after the server has died')
  await isBack().catch(isBack) // its pauses grow to as long as is waited here
  await exchange('after a crash of the server')
  await isWhole('after a crash of the server')

  await bot.kill()
  await exchange('while it was away')
  await bot.start()
  await isWhole('after an absence')

  await bot.kill()
  const [epoch] = JSON.parse(await readFile(bot.state, 'utf8')) as [string]
  await writeFile(bot.state, JSON.stringify([epoch, { [conversation.id]: 1 }]))
  await bot.start()
  await exchange('after it has forgotten what it answered')
  await isWhole('after forgetting')

  await echo.ask('DELETE', `/me/tokens/${tokenId}`)
  t.match(await bot.ended(), { code: 1, said: /The token is unknown, revoked or expired/ })
})
