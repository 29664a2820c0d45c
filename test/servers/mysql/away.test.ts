import t from 'tap'

import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import { MysqlProxy } from '../../support/network/mysql-proxy.ts'
import { awaySuite } from './away-suite.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'

t.test('MySQL away, as seen through a proxy', (t) => {
  awaySuite(t, async (t) => {
    const { url } = await makeDatabase(t)
    const server = await MysqlProxy.before(t, new URL(url))
    return { server, url: server.url.href }
  })
  t.end()
})

t.test('MariaDB away', (t) => {
  awaySuite(t, async (t) => {
    const server = await MariadbServer.start(t)
    return { server, url: server.url.href }
  })
  t.end()
})
