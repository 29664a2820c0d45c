import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import t from 'tap'

import { usualAccountLimits as usual } from '../../../api/src/config/account-limits.ts'
import { AccountRates } from '../../../api/src/domain/account-rates.ts'
import { ActionRates } from '../../../api/src/domain/action-rates.ts'
import { TestClock } from '../../support/app/clock.ts'

const [ada, ben] = [randomUUID() as UserId, randomUUID() as UserId]

const rules = [
  { action: 'message', most: usual.messagesPerTenSeconds, seconds: 10 },
  { action: 'edit', most: usual.editsPerMinute, seconds: 60 },
  { action: 'typing', most: usual.typingPerTenSeconds, seconds: 10 },
  { action: 'read', most: usual.readsPerTenSeconds, seconds: 10 },
  { action: 'profileChange', most: usual.profileChangesPerHour, seconds: 3_600 },
] as const

for (const { action, most, seconds } of rules) {
  t.test(`${action}: ${most} in ${seconds} seconds, of each account, whatever else it does`, async (t) => {
    const clock = new TestClock()
    clock.advance(3_600_000 - (clock.now().getTime() % 3_600_000)) // a window begins
    const rates = new ActionRates(new AccountRates(clock, null), usual)
    const refusal = { code: 'rate_limited', retryAfterSeconds: seconds }
    for (let count = 0; count < most; count++) rates.require(ada, action)
    t.throws(() => rates.require(ada, action), refusal)
    for (const { action: other } of rules.filter((rule) => rule.action !== action)) rates.require(ada, other)
    rates.require(ben, action)
    clock.advance(seconds * 1_000)
    t.doesNotThrow(() => rates.require(ada, action))
  })
}
