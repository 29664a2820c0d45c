import t from 'tap'

import { Argon2Hasher } from '../../../api/src/adapters/crypto/argon2-hasher.ts'
import { accountsOver } from '../../support/app/accounts.ts'
import { openTestStores } from '../../support/databases/stores.ts'

/** Few enough failures for each account that none has to wait. */
const rounds = 15
const accounts = 3
const origin = (count: number) => ({ address: `10.${count >> 8}.0.${count & 255}`, device: '' })

t.test('the time of a refused sign-in does not tell whether there is such an account', async (t) => {
  const stores = await openTestStores(t)
  const { registrations, signIns } = accountsOver({ stores, hasher: new Argon2Hasher() })
  for (let count = 0; count < accounts; count += 1) {
    const registration = {
      username: `user${count}`,
      password: 'a sentence nobody else has',
      displayName: 'U',
    }
    await registrations.register(registration, origin(count))
  }
  let addresses = 0
  const timed = async (username: string): Promise<number> => {
    const before = process.cpuUsage() // what it works: how long it waits for that depends on who else is at work
    addresses += 1
    await t.rejects(signIns.check({ username, password: 'not the password' }, origin(addresses)), {
      code: 'credentials_wrong',
    })
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  const [known, unknown]: [number[], number[]] = [[], []]
  await timed('warm-up')
  for (let count = 0; count < rounds; count += 1) {
    known.push(await timed(`user${count % accounts}`))
    unknown.push(await timed(`nobody${count}`))
  }
  // The least of each, for what a process does beside belongs to none of them. Without a hash, or with a cheaper one, it would be far off.
  const ratio = Math.min(...unknown) / Math.min(...known)
  t.ok(ratio > 0.5 && ratio < 2, `unknown users take ${ratio.toFixed(2)} times as long`)
})
