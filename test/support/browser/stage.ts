import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core'
import type { Test } from 'tap'

import { build, isStale } from '../../../web/build.ts'
import { freePort } from '../network/free-port.ts'
import { Person } from './person.ts'
import { ServerProcess } from '../processes/server-process.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...places].find((path) => path && existsSync(path))
  if (!executablePath) {
    throw new Error(
      'There is no Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
    )
  }
  return chromium.launch({ executablePath, args: quiet })
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

  static async open(t: Pick<Test, 'teardown'>, env: Record<string, string> = {}): Promise<Stage> {
    if (await isStale()) await build()
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-browser-'))
    const server = new ServerProcess({ port: await freePort(), dataDir, env: { HOST: '127.0.0.1', ...env } })
    const browser = await launchBrowser()
    t.teardown(async () => {
      await browser.close()
      await server.kill()
      await rm(dataDir, { recursive: true })
    })
    await server.start()
    return new Stage(server, dataDir, browser)
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

  /** Every complaint of every page: errors, refused loads, violations of the content security policy. */
  complaints(): string[] {
    return this.#people.flatMap(({ name, complaints }) =>
      complaints.map((complaint) => `${name}: ${complaint}`),
    )
  }
}
