import type { ClientId, ConversationId, ConversationSummary, Membership } from '@parley/shared'

import type { LateEndpoints } from '../../api/late-endpoints.ts'
import { withSummary } from '../../state/apply/answer.ts'
import { withMembership } from '../../state/apply/membership.ts'
import { withoutConversation, withoutInvitation } from '../../state/chat.ts'
import type { Failure, Result } from '../../state/result.ts'
import type { Store } from '../../state/store.ts'
import type { ConversationActions } from '../actions.ts'
import type { LinkActions, MemberActions, RequestActions } from '../group-actions.ts'
import { latestOnly } from './latest.ts'
import type { PictureUploads } from './pictures.ts'

/** An answer is taken into the state at once; the event that tells the same may come before or after it. */
export function conversationActions(
  store: Store,
  endpoints: LateEndpoints,
  uuid: () => string,
  pictures: PictureUploads,
): ConversationActions {
  const create = namedCreations(endpoints, uuid)
  const entered = <Entered extends ConversationSummary>(answer: Promise<Result<Entered>>) =>
    takenIn(store, answer)
  const gone = async (id: ConversationId, answer: Promise<Result<void>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withoutConversation(chat, id))
    return result
  }
  const changed = async (id: ConversationId, answer: Promise<Result<Membership>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withMembership(chat, id, result.value))
    return result
  }
  const answered = async <Answer>(id: ConversationId, answer: Promise<Result<Answer>>) => {
    const result = await answer
    if (result.ok || isOver(result.failure)) store.chat.update((chat) => withoutInvitation(chat, id))
    return result
  }
  return {
    openDirect: (userId) => entered(endpoints.openDirect(userId)),
    createGroup: (group) => entered(create(group)),
    findGroups: findingGroups(endpoints),
    openGroups: () => endpoints.findGroups('', null),
    join: (id) => entered(endpoints.join(id)),
    leave: (id) => gone(id, endpoints.leave(id)),
    update: (id, patch) => entered(endpoints.updateGroup(id, patch)),
    setPicture: (id, picture) => entered(pictures.send(`/conversations/${id}/picture`, picture)),
    removePicture: (id) => entered(endpoints.removeGroupPicture(id)),
    setExpiry: (id, expireAfterSeconds) => entered(endpoints.setExpiry(id, { expireAfterSeconds })),
    close: (id) => gone(id, endpoints.closeGroup(id)),
    changeMembership: (id, patch) => changed(id, endpoints.changeMembership(id, patch)),
    deleteForMe: async (id) => {
      const result = await endpoints.deleteMessages(id)
      const part = store.chat.get().conversations.get(id)?.membership
      if (result.ok && part) store.chat.update((chat) => withMembership(chat, id, { ...part, hidden: true }))
      return result
    },
    accept: (id) => answered(id, entered(endpoints.acceptInvitation(id))),
    decline: (id) => answered(id, endpoints.declineInvitation(id)),
  }
}

async function takenIn<Entered extends ConversationSummary>(
  store: Store,
  answer: Promise<Result<Entered>>,
): Promise<Result<Entered>> {
  const result = await answer
  if (result.ok) store.chat.update((chat) => withSummary(chat, result.value))
  return result
}

const findingGroups = (endpoints: LateEndpoints) =>
  latestOnly((signal, query: string, cursor: string | null) => endpoints.findGroups(query, cursor, signal))

/** The same group that is asked for again, as its answer was lost, has the clientId of before. */
function namedCreations(endpoints: LateEndpoints, uuid: () => string): ConversationActions['createGroup'] {
  let last: { readonly content: string; readonly clientId: ClientId } | null = null
  return async (group) => {
    const content = JSON.stringify(group)
    const naming = last?.content === content ? last : { content, clientId: uuid() as ClientId }
    last = naming
    const result = await endpoints.createGroup({ ...group, clientId: naming.clientId })
    if (result.ok && last === naming) last = null
    return result
  }
}

/** Taken back, or answered on another device. */
const isOver = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.code === 'invitation_not_found'

export function memberActions(endpoints: LateEndpoints, serverNow: () => Date): MemberActions {
  return {
    list: endpoints.members,
    add: endpoints.addMembers,
    remove: endpoints.removeMember,
    handOver: endpoints.handOver,
    setRole: endpoints.setRole,
    silence: (id, userId, forMs) =>
      endpoints.silence(id, userId, { until: new Date(serverNow().getTime() + forMs).toISOString() }),
    liftSilence: endpoints.liftSilence,
    bans: endpoints.bans,
    ban: endpoints.ban,
    liftBan: endpoints.liftBan,
  }
}

export function requestActions(store: Store, endpoints: LateEndpoints): RequestActions {
  /** Told here as well: there may be no connection that does. */
  const told = async (conversationId: ConversationId, isOpen: boolean, answer: Promise<Result<void>>) => {
    const result = await answer
    const frame = { type: 'join-request', conversationId, isOpen } as const
    if (result.ok) store.chat.update((chat) => ({ ...chat, [frame.type]: frame }))
    return result
  }
  return {
    ask: (id, sentence) => told(id, true, endpoints.askToJoin(id, sentence)),
    withdraw: (id) => told(id, false, endpoints.withdrawJoinRequest(id)),
    list: endpoints.joinRequests,
    approve: (id, userId) => endpoints.decideJoinRequest(id, userId, 'approve'),
    decline: (id, userId) => endpoints.decideJoinRequest(id, userId, 'decline'),
  }
}

export function linkActions(store: Store, endpoints: LateEndpoints): LinkActions {
  return {
    list: endpoints.invitationLinks,
    create: endpoints.createInvitationLink,
    revoke: endpoints.revokeInvitationLink,
    show: endpoints.invitationLink,
    accept: (token) => takenIn(store, endpoints.acceptInvitationLink(token)),
  }
}
