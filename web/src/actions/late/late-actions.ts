import type { Endpoints } from '../../api/endpoints.ts'
import { LateEndpoints } from '../../api/late-endpoints.ts'
import type { Requests } from '../../api/requests.ts'
import type { LiveSession } from '../../realtime/live-session.ts'
import type { Store } from '../../state/store.ts'
import { accountActions } from './account.ts'
import type { LateActions } from '../actions.ts'
import { changingActions } from './changing.ts'
import { conversationActions, memberActions } from './conversations.ts'
import { findingActions } from './finding.ts'
import { peopleActions } from './people.ts'
import { savedActions } from './saved.ts'
import type { SessionController } from '../session.ts'

export interface LateContext {
  readonly store: Store
  readonly requests: Requests
  readonly endpoints: Endpoints
  readonly live: LiveSession
  readonly session: SessionController
  uuid(): string
}

export function createLateActions(context: LateContext): LateActions {
  const { store, requests, endpoints, live, session, uuid } = context
  const late = new LateEndpoints(requests)
  return {
    account: accountActions(store, late, session),
    people: peopleActions(late, live),
    conversations: conversationActions(store, late, uuid),
    members: memberActions(late),
    changing: changingActions(context, late),
    saved: savedActions(store, endpoints, late),
    finding: findingActions(store, endpoints, late),
  }
}
