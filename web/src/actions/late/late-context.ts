import type { Endpoints } from '../../api/endpoints.ts'
import type { ApiClient } from '../../api/client.ts'
import type { Requests } from '../../api/requests.ts'
import type { LiveSession } from '../../realtime/live-session.ts'
import type { Store } from '../../state/store.ts'
import type { SessionController } from '../session.ts'

export interface LateContext {
  readonly store: Store
  readonly api: ApiClient
  readonly requests: Requests
  readonly endpoints: Endpoints
  readonly live: LiveSession
  readonly session: SessionController
  uuid(): string
}
