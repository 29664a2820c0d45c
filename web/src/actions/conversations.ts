import type { ConversationId, ConversationSummary } from '@parley/shared'

import type { Endpoints } from '../api/endpoints.ts'
import { withSummary } from '../state/apply/answer.ts'
import { withEntry, withoutConversation } from '../state/chat.ts'
import { success, type Result } from '../state/result.ts'
import type { Store } from '../state/store.ts'
import type { ConversationActions, MemberActions } from './actions.ts'
import { latestOnly } from './latest.ts'

/** An answer is taken into the state at once; the event that tells the same may come before or after it. */
export function conversationActions(store: Store, endpoints: Endpoints): ConversationActions {
  const entered = async <Entered extends ConversationSummary>(answer: Promise<Result<Entered>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withSummary(chat, result.value))
    return result
  }
  const gone = async (id: ConversationId, answer: Promise<Result<void>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withoutConversation(chat, id))
    return result
  }
  return {
    openDirect: (userId) => entered(endpoints.openDirect(userId)),
    createGroup: (group) => entered(endpoints.createGroup(group)),
    findGroups: latestOnly((signal, query: string, cursor: string | null) =>
      endpoints.findGroups(query, cursor, signal),
    ),
    join: (id) => entered(endpoints.join(id)),
    leave: (id) => gone(id, endpoints.leave(id)),
    update: (id, patch) => entered(endpoints.updateGroup(id, patch)),
    close: (id) => gone(id, endpoints.closeGroup(id)),
    mute: (id) => setMuted(store, endpoints, id, true),
    unmute: (id) => setMuted(store, endpoints, id, false),
  }
}

async function setMuted(
  store: Store,
  endpoints: Endpoints,
  id: ConversationId,
  muted: boolean,
): Promise<Result<void>> {
  const result = await endpoints.setMuted(id, muted)
  if (!result.ok) return result
  store.chat.update((chat) => {
    const summary = chat.conversations.get(id)
    if (!summary) return chat
    const changed = { ...summary, membership: { ...summary.membership, muted: result.value.muted } }
    return { ...chat, conversations: withEntry(chat.conversations, id, changed) }
  })
  return success(undefined)
}

export function memberActions(endpoints: Endpoints): MemberActions {
  return {
    list: endpoints.members,
    add: endpoints.addMembers,
    remove: endpoints.removeMember,
    handOver: endpoints.handOver,
  }
}
