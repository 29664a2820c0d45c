import { accountLimitsBy, accountLimitSettings } from '../../api/src/config/account-limits.ts'

/** A test does in a minute what people do in a day. Those of the limits ask for others. */
export const roomyLimits = accountLimitsBy(() => 999_999)

export const roomyEnvironment = Object.fromEntries(
  Object.values(accountLimitSettings).map(({ name }) => [name, '999999']),
)
