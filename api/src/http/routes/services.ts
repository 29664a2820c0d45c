import type { Accounts } from '../../domain/accounts/accounts.ts'
import type { InstanceService } from '../../domain/accounts/instance-service.ts'
import type { PeopleService } from '../../domain/accounts/profiles/people-service.ts'
import type { BrowserSessions } from '../session/browser-sessions.ts'
import type { DeviceCookie } from '../session/device-cookie.ts'

/** What the routes of accounts call. */
export interface AccountServices extends Accounts {
  readonly people: PeopleService
  readonly instance: InstanceService
  readonly browserSessions: BrowserSessions
  readonly deviceCookie: DeviceCookie
}
