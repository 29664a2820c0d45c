import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import t from 'tap'

import { temporaryFolder } from '../support/databases/stores.ts'
import { freePort } from '../support/network/free-port.ts'
import { childEnv } from '../support/processes/child-env.ts'
import { until } from '../support/until.ts'

const dev = fileURLToPath(new URL('../../scripts/dev.ts', import.meta.url))

t.test('Whoever develops is shown every component, at the address that is named', async (t) => {
  const own = { HOST: '127.0.0.1', PORT: String(await freePort()), DATA_DIR: await temporaryFolder(t) }
  const child = spawn(process.execPath, [dev], { env: { ...childEnv, ...own } })
  t.teardown(async () => {
    child.kill()
    await once(child, 'close')
  })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  await until(() => /styles: \S+\n/.test(said), 'it has said where')
  const [, url = ''] = /styles: (\S+)/.exec(said) ?? []
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+\/styles$/)
  const page = await (await fetch(url)).text()
  t.match(page, '<title>Styles</title>')
  for (const [, name = ''] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g))
    t.equal((await fetch(new URL(name, url))).status, 200, name)
})
