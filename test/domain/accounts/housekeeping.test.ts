import t from 'tap'

import { sweep } from '../../../api/src/domain/accounts/housekeeping.ts'
import { accountsOver } from '../../support/app/accounts.ts'
import { TestClock } from '../../support/app/clock.ts'
import { fewAtOnce } from '../../support/few-at-once.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const day = 24 * 60 * 60 * 1_000
const origin = { address: '192.0.2.1', device: 'Firefox on Linux' }

t.test('what no rule looks at any more is forgotten, however much it is, and nothing else', async (t) => {
  const stores = await openTestStores(t)
  const clock = new TestClock()
  const { registrations } = accountsOver({ stores, clock })
  const registration = { username: 'ada', password: 'a sentence nobody else has', displayName: 'Ada' }
  const { id } = await registrations.register(registration, origin)
  const failures = Array.from({ length: 1_200 }, (_, index) => `address:${index}`)
  await fewAtOnce(failures, (key) => stores.throttles.fail(key, clock.now(), day))

  clock.advance(day)
  await sweep(stores, clock.now())
  t.equal((await stores.throttles.get(failures.slice(0, 100))).size, 100)
  clock.advance(2 * day)
  await sweep(stores, clock.now())
  t.equal((await stores.throttles.get(failures.slice(0, 100))).size, 0)
  t.equal((await stores.activity.ofUser(id, null, 10)).length, 1)
  clock.advance(365 * day)
  await sweep(stores, clock.now())
  t.equal((await stores.activity.ofUser(id, null, 10)).length, 0)
})
