import { LateEndpoints } from '../../api/late-endpoints.ts'
import { accountActions } from './account.ts'
import type { LateActions } from '../actions.ts'
import { followCards } from './cards.ts'
import { changingActions } from './changing.ts'
import { conversationActions, linkActions, memberActions, requestActions } from './conversations.ts'
import { findingActions } from './finding.ts'
import type { LateContext } from './late-context.ts'
import { pictureUploads } from './pictures.ts'
import { peopleActions } from './people.ts'
import { savedActions } from './saved.ts'
import { scheduledActions } from './scheduled.ts'

export function createLateActions(context: LateContext): LateActions {
  const { store, api, requests, endpoints, live, session, uuid } = context
  const late = new LateEndpoints(requests)
  const pictures = pictureUploads(api)
  followCards(store)
  return {
    account: accountActions(store, late, session, pictures),
    people: peopleActions(late, live),
    conversations: conversationActions(store, late, uuid, pictures),
    members: memberActions(late, api.serverClock.read),
    links: linkActions(store, late),
    requests: requestActions(store, late),
    changing: changingActions(context, late),
    saved: savedActions(store, endpoints, late),
    scheduled: scheduledActions(context, late),
    draftSync: { list: late.drafts, save: late.saveDraft, clear: late.clearDraft },
    finding: findingActions(store, endpoints, late),
  }
}
