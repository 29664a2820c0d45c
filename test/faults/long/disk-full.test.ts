import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import type { ConversationId, MessagePage } from '@parley/shared'
import t from 'tap'

import { ApiSession, HttpRefusal } from '../../../scripts/delivery/api-session.ts'
import type { Random } from '../../../scripts/delivery/random.ts'
import { freePort } from '../../support/network/free-port.ts'
import { ServerProcess } from '../../support/processes/server-process.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { contractRun } from '../support/fault-run.ts'
import { isWithin } from '../support/is-within.ts'

const rounds = 4
const refusedMs = 30_000
const acceptedMs = 10_000
const chunk = Buffer.alloc(16 * 1024)

/** A disk of a fixed size over the data folder, in a name space that is the server's alone: it needs no rights. */
const onSmallDisk = (dataDir: string): string[] => {
  const mount = 'mount -t tmpfs -o size=64m parley "$0" && exec "$@"'
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, dataDir]
}

t.setTimeout(600_000)

/** Somebody who sees what the server says to a message, and whether it still answers. */
class Witness {
  readonly #session: ApiSession
  readonly #path: string

  private constructor(session: ApiSession, id: ConversationId) {
    this.#session = session
    this.#path = `/conversations/${id}/messages`
  }

  static async at(url: string): Promise<Witness> {
    const session = new ApiSession(url)
    await session.register('witness')
    return new Witness(session, await session.group('Aside', []))
  }

  /** The status of a refusal; 201 when it was accepted. */
  async send(): Promise<number> {
    const message = { clientId: randomUUID(), text: 'words '.repeat(500) }
    try {
      await this.#session.call('POST', this.#path, message)
      return 201
    } catch (error) {
      if (error instanceof HttpRefusal) return error.status
      throw error
    }
  }

  read(): Promise<MessagePage> {
    return this.#session.call<MessagePage>('GET', this.#path)
  }
}

async function fill(file: string): Promise<void> {
  const handle = await open(file, 'a')
  try {
    for (;;) await handle.write(chunk)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    await handle.close()
  }
}

t.test(
  'a disk that is full refuses messages, loses none, and is written on again when there is room',
  async (t) => {
    const [port, dataDir] = [await freePort(), await temporaryFolder(t)]
    const env = { REQUESTS_PER_MINUTE: '999999' }
    const server = new ServerProcess({ port, dataDir, env, by: onSmallDisk(dataDir) })
    t.teardown(() => server.kill())
    await server.start()
    const filler = (): string => join(`/proc/${server.pid}/root`, dataDir, 'filler')
    const witness = await Witness.at(server.url)

    const harm = async (random: Random): Promise<void> => {
      for (let round = 1; round <= rounds; round++) {
        await wait(random.between(1_000, 3_000))
        const { pid } = server
        await fill(filler())
        const statuses = new Set<number>()
        const isRefused = async (): Promise<boolean> => {
          const status = await witness.send()
          if (status !== 201) statuses.add(status)
          return statuses.size > 0
        }
        t.ok(await isWithin(refusedMs, isRefused), 'messages are refused')
        await wait(random.between(500, 2_000))
        t.same(
          [...statuses].filter((status) => status !== 503 && status !== 507),
          [],
          'and clearly',
        )
        await t.resolves(witness.read(), 'what is stored can be read')
        await rm(filler())
        t.ok(await isWithin(acceptedMs, async () => (await witness.send()) === 201), 'with room, all goes on')
        t.equal(server.pid, pid, 'and the process is the same')
      }
    }
    await contractRun(t, { name: 'F11 disk full', urls: [server.url], harm })
    t.equal(await server.stop(), 0)
  },
)
