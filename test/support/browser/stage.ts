import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Browser, BrowserContextOptions } from 'playwright-core'
import all, { type Test } from 'tap'

import { Actor } from '../app/actor.ts'
import { build, isStale } from '../../../web/build.ts'
import { freePort } from '../network/free-port.ts'
import { launchBrowser } from './launch.ts'
import { Person } from './person.ts'
import { ServerProcess } from '../processes/server-process.ts'

let launched: Promise<Browser> | null = null

/** One for all files of this process, until it ends: what is a person's own is their context. */
export const sharedBrowser = (): Promise<Browser> => (launched ??= launchForAll())

async function launchForAll(): Promise<Browser> {
  const browser = await launchBrowser()
  all.teardown(() => browser.close())
  return browser
}

/** The real server with the real page, and people with a browser profile each. */
export class Stage {
  readonly server: ServerProcess
  readonly dataDir: string
  readonly #browser: Browser
  readonly #people: Person[] = []

  private constructor(server: ServerProcess, dataDir: string, browser: Browser) {
    this.server = server
    this.dataDir = dataDir
    this.#browser = browser
  }

  static async open(
    t: Pick<Test, 'teardown' | 'passing' | 'comment'>,
    env: Record<string, string> = {},
  ): Promise<Stage> {
    if (await isStale()) await build()
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-browser-'))
    const server = new ServerProcess({ port: await freePort(), dataDir, env: { HOST: '127.0.0.1', ...env } })
    const stage = new Stage(server, dataDir, await sharedBrowser())
    t.teardown(async () => {
      if (!t.passing()) for (const page of await stage.#shown()) t.comment(page)
      await stage.#close()
    })
    await server.start()
    return stage
  }

  /** Somebody without a browser. */
  actor(username: string, name: string): Promise<Actor> {
    return new Actor(this.server.url).register(username, name)
  }

  async person(name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await this.#browser.newContext({
      baseURL: this.server.url,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      ...options,
    })
    const person = new Person(name, await context.newPage())
    this.#people.push(person)
    return person
  }

  /** Where everybody is and what they see: of a wait that was in vain, one wants to know. */
  #shown(): Promise<string[]> {
    return Promise.all(
      this.#people.map(async ({ name, page }) => {
        const seen = await page.ariaSnapshot({ timeout: 5_000 }).catch(String)
        return `${name} is at ${page.url()} and sees\n${seen}`
      }),
    )
  }

  async #close(): Promise<void> {
    await Promise.all(this.#people.map(({ page }) => page.context().close()))
    await this.server.kill()
    await rm(this.dataDir, { recursive: true })
  }

  /** Every complaint of every page: errors, refused loads, violations of the content security policy. */
  complaints(): string[] {
    return this.#people.flatMap(({ name, complaints }) =>
      complaints.map((complaint) => `${name}: ${complaint}`),
    )
  }
}
