import { LateEndpoints } from '../../api/late-endpoints.ts'
import { accountActions } from './account.ts'
import type { LateActions } from '../actions.ts'
import { changingActions } from './changing.ts'
import { conversationActions, memberActions } from './conversations.ts'
import { findingActions } from './finding.ts'
import type { LateContext } from './late-context.ts'
import { peopleActions } from './people.ts'
import { savedActions } from './saved.ts'

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
    draftSync: { list: late.drafts, save: late.saveDraft, clear: late.clearDraft },
    finding: findingActions(store, endpoints, late),
  }
}
