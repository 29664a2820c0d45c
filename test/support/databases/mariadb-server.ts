import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { createInterface } from 'node:readline'

import type { Test } from 'tap'

import { killChild } from '../processes/child-end.ts'
import { freePort } from '../network/free-port.ts'
import { standStill } from '../processes/stand-still.ts'
import { temporaryFolder } from './stores.ts'

/** Where the server's package keeps the statements that make its own tables. */
const share = '/usr/share/mysql'

/** A MariaDB of a test's own, which it may kill and stop without harm to others. */
export class MariadbServer {
  readonly url: URL
  readonly socket: string
  readonly #options: readonly string[]
  #process: ChildProcess | null = null

  private constructor(folder: string, port: number, options: readonly string[]) {
    this.url = new URL(`mysql://parley:parley@127.0.0.1:${port}/parley`)
    this.socket = `${folder}/server.sock`
    this.#options = [
      ...optionsFor(folder),
      ...['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${this.socket}`, '--skip-name-resolve'],
      `--init-file=${folder}/users.sql`,
      ...options,
    ]
  }

  static async start(t: Pick<Test, 'teardown'>, ...options: string[]): Promise<MariadbServer> {
    const folder = await temporaryFolder(t)
    await prepare(folder)
    const server = new MariadbServer(folder, await freePort(), options)
    t.teardown(() => server.kill())
    await server.start()
    return server
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const child = spawn('mariadbd', this.#options, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#process = child
    const said: string[] = []
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        said.push(line)
        if (line.includes('ready for connections')) resolve()
      })
      child.once('exit', () => reject(new Error(`mariadbd does not start: ${said.join('\n')}`)))
    })
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
}

const optionsFor = (folder: string): string[] => [
  '--no-defaults',
  `--user=${userInfo().username}`,
  `--datadir=${folder}/data`,
  // A server that starts deletes what others have in a folder for temporary tables that they share.
  `--tmpdir=${folder}`,
  `--lc-messages-dir=${share}`,
]

/** What its install script does, which needs more than the server alone. */
async function prepare(folder: string): Promise<void> {
  await mkdir(`${folder}/data`)
  const scripts = ['mysql_system_tables.sql', 'mysql_system_tables_data.sql']
  const parts = await Promise.all(scripts.map((name) => readFile(`${share}/${name}`, 'utf8')))
  const bootstrap = execFile('mariadbd', [...optionsFor(folder), '--bootstrap'])
  bootstrap.stdin?.end(['create database mysql;', 'use mysql;', ...parts].join('\n'))
  const [code] = await once(bootstrap, 'exit')
  if (code !== 0) throw new Error(`mariadbd --bootstrap ended with ${code}.`)
  const users = ['127.0.0.1', 'localhost'].flatMap((host) => [
    `create user if not exists 'parley'@'${host}' identified by 'parley';`,
    `grant all on *.* to 'parley'@'${host}';`,
  ])
  await writeFile(`${folder}/users.sql`, [...users, 'create database if not exists parley;', ''].join('\n'))
}
