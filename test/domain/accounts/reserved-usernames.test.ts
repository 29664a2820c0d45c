import t from 'tap'

import { normalizeUsername } from '../../../api/src/domain/accounts/profiles/username-rules.ts'
import { requireUnreserved } from '../../../api/src/domain/accounts/profiles/reserved-usernames.ts'
import { accountsOver } from '../../support/app/accounts.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { storedUser } from '../../support/databases/records.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const password = 'a sentence nobody else has'
const origin = { address: '192.0.2.1', device: 'Firefox on Linux' }

t.test('nobody takes a name that passes for those who run the instance', async (t) => {
  const { registrations } = accountsOver({ stores: await openTestStores(t) })
  const official = ['admin', 'system', 'parley', 'support', 'root', 'moderator', 'administrator', 'staff']
  const alike = [
    'Admin',
    ' admin\u200b',
    '.admin',
    'root...',
    'adm1n',
    'adrnin',
    'a.d.m.i.n',
    'Par1ey',
    'PARIEY',
    'r00t',
    '-root-',
  ]
  const more = ['m0derat0r', 'sy5tem', 'systern', 'parley.support', 'support-team', 'Parley_Admin']
  for (const username of [...official, ...alike, ...more]) {
    await t.rejects(
      registrations.register({ username, password, displayName: 'Ada' }, origin),
      { code: 'username_reserved', field: '/username' },
      username,
    )
  }
})

t.test('nor is anybody refused whose name only has some of it', async (t) => {
  const names = [
    'ada',
    'ali',
    'bill',
    'adminah',
    'roots',
    'modesto',
    'parleyfan',
    'rooty',
    'systema',
    'b.o.b',
  ]
  for (const username of [...names, 'supporter', 'mia.rooter', 'vvv', 'a'.repeat(32), 'm0d3rn', 'teamwork']) {
    t.doesNotThrow(() => requireUnreserved(normalizeUsername(username) ?? 'root'), username)
  }
})

t.test('who has such a name signs in with it', async (t) => {
  const stores = await openTestStores(t)
  const { signIns } = accountsOver({ stores })
  const passwordHash = await cheapHasher().hash(password, 'known')
  const { id } = await storedUser(stores, 'admin', { passwordHash })
  t.equal((await signIns.check({ username: 'admin', password }, origin)).id, id)
})
