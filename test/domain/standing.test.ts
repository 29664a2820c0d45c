import t from 'tap'

import type { PasswordHasher, Standing } from '../../api/src/domain/ports.ts'
import { accountsOver } from '../support/app/accounts.ts'
import { cheapHasher } from '../support/app/cheap-hasher.ts'
import { openTestStores } from '../support/databases/stores.ts'

const password = 'a sentence nobody else has'
const from = (address: string) => ({ address, device: 'Firefox on Linux' })

t.test('networks and devices that an account knows go first where passwords wait', async (t) => {
  const seen: Standing[] = []
  const inner = cheapHasher()
  const hasher: PasswordHasher = {
    hash: (text, standing) => (seen.push(standing), inner.hash(text, standing)),
    verify: (hash, text, standing) => (seen.push(standing), inner.verify(hash, text, standing)),
    isOutdated: (hash) => inner.isOutdated(hash),
  }
  const { registrations, signIns } = accountsOver({ stores: await openTestStores(t), hasher })
  const credentials = { username: 'ada', password }
  const standingOf = async (attempt: Promise<unknown>): Promise<string> => {
    seen.length = 0
    await attempt.catch(() => null)
    return seen.join()
  }
  const registration = { ...credentials, displayName: 'Ada' }
  t.equal(await standingOf(registrations.register(registration, from('192.0.2.1'))), 'stranger')
  t.equal(await standingOf(signIns.check(credentials, from('192.0.2.99'))), 'known', 'a known network')
  t.equal(await standingOf(signIns.check(credentials, from('198.51.100.1'))), 'stranger')
  const known = signIns.check(credentials, from('198.51.100.1'), () => 'a device')
  t.equal(await standingOf(known), 'known')
  const nobody = { username: 'nobody', password }
  t.equal(await standingOf(signIns.check(nobody, from('192.0.2.1'))), 'stranger')
})
