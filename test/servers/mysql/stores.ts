import type { Test } from 'tap'

import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import type { SqlStores } from '../../../api/src/adapters/sql/stores.ts'
import type { OpenStores } from '../../contract/stores-under-test.ts'
import { emptyDatabase, makeDatabase } from '../../support/databases/mysql.ts'
import { pretending } from '../../support/pretending.ts'

/**
 * Stores that are empty at the beginning of each test: one database for the whole file `t`, since its tables
 * take longer to make than most tests run. Calls go to the instances in turn.
 */
export function storesOn(t: Pick<Test, 'teardown'>, instances: number, server?: URL): OpenStores {
  let opened: ReturnType<typeof openAll> | null = null
  return async () => {
    opened ??= openAll(t, instances, server)
    const stores = await opened
    await stores.empty()
    return stores
  }
}

async function openAll(t: Pick<Test, 'teardown'>, instances: number, server?: URL) {
  const database = await makeDatabase(t, server)
  const { url, admin } = database
  const opened: SqlStores[] = []
  t.teardown(() => Promise.all(opened.map((stores) => stores.close())))
  for (let i = 0; i < instances; i++) opened.push(await openMysqlStores({ url }))
  return {
    ...inTurn(opened),
    ...pretending((sql, values) => admin.execute(sql, values)),
    empty: () => emptyDatabase(database),
  }
}

/** Every call goes to the next instance, so that what a test does at once is done by all of them. */
function inTurn(opened: readonly SqlStores[]): SqlStores {
  const [first] = opened
  if (!first) throw new Error('There must be an instance.')
  let calls = 0
  const next = () => opened[calls++ % opened.length] ?? first
  const spread = <Store extends object>(storeOf: (stores: SqlStores) => Store): Store =>
    new Proxy(storeOf(first), {
      get(_, name) {
        const store = storeOf(next())
        const member: unknown = Reflect.get(store, name)
        return typeof member === 'function' ? member.bind(store) : member
      },
    })
  return {
    ...first,
    users: spread((stores) => stores.users),
    sessions: spread((stores) => stores.sessions),
    tokens: spread((stores) => stores.tokens),
    conversations: spread((stores) => stores.conversations),
    memberships: spread((stores) => stores.memberships),
    blocks: spread((stores) => stores.blocks),
    invitations: spread((stores) => stores.invitations),
    invitationLinks: spread((stores) => stores.invitationLinks),
    joinRequests: spread((stores) => stores.joinRequests),
    activity: spread((stores) => stores.activity),
    throttles: spread((stores) => stores.throttles),
    files: spread((stores) => stores.files),
    saved: spread((stores) => stores.saved),
    scheduled: spread((stores) => stores.scheduled),
    drafts: spread((stores) => stores.drafts),
  }
}
