import t from 'tap'

import type { Servers } from '../../../api/src/config/config.ts'
import { emptyCollections, newMongoDatabase } from './mongo.ts'
import { emptyDatabase, makeDatabase } from './mysql.ts'
import { serverUrl } from './server-urls.ts'
import type { Teardown } from './stores.ts'

/** Takes longer to make than most tests run: so a file makes it once, and its tests have it one after the other. */
class Reused<Thing> {
  readonly #make: (file: Teardown) => Promise<Thing>
  readonly #empty: (thing: Thing) => Promise<void>
  readonly #free: Thing[] = []

  constructor(make: (file: Teardown) => Promise<Thing>, empty: (thing: Thing) => Promise<void>) {
    this.#make = make
    this.#empty = empty
  }

  /** Empty, and until the end of the test nobody else's. */
  async take(test: Teardown): Promise<Thing> {
    const used = this.#free.pop()
    if (used !== undefined) await this.#empty(used)
    const thing = used ?? (await this.#make(t))
    test.teardown(() => this.#free.push(thing))
    return thing
  }
}

const mysqlDatabases = new Reused(makeDatabase, emptyDatabase)
const mongoDatabases = new Reused(newMongoDatabase, emptyCollections)

/** On the servers that the settings name. Of Redis it is the whole server: see `redisPrefix`. */
export async function newDatabases(test: Teardown): Promise<Servers> {
  const [mysql, mongo] = await Promise.all([mysqlDatabases.take(test), mongoDatabases.take(test)])
  return { mysqlUrl: mysql.url, mongodbUrl: mongo.url, redisUrl: serverUrl('REDIS_URL').href }
}
