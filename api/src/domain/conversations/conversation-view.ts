import type {
  Conversation,
  ConversationSummary,
  Invitation,
  Member,
  Membership,
  Message,
  Notify,
  UserCard,
} from '@parley/shared'

import type { Blocks } from '../../stores/block-store.ts'
import type { ConversationRecord } from '../../stores/conversation-store.ts'
import type { InvitationRecord } from '../../stores/invitation-store.ts'
import type { ListedConversation, MemberRecord, MembershipRecord } from '../../stores/membership-store.ts'
import type { Overview } from '../../stores/message-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import { barrierIn } from './cached-person.ts'

export const conversationView = (record: ConversationRecord): Conversation => ({
  id: record.id,
  kind: record.kind,
  name: record.name,
  topic: record.topic,
  visibility: record.visibility,
  memberCount: record.memberCount,
  version: record.version,
  createdAt: record.createdAt.toISOString(),
  ...(record.picture !== null && { picture: record.picture }),
  ...(record.expireAfterSeconds !== null && { expireAfterSeconds: record.expireAfterSeconds }),
  ...(record.history !== 'all' && { history: record.history }),
})

/** For who is no member, and could not load its picture. */
export const conversationFromOutside = (record: ConversationRecord): Conversation =>
  conversationView({ ...record, picture: null })

const membershipView = (record: MembershipRecord, canWrite: boolean, headSeq: number): Membership => ({
  role: record.role,
  muted: record.muted,
  notify: notifyOf(record),
  mutedUntil: record.mutedUntil?.toISOString() ?? null,
  readSeq: record.readSeq,
  readsFromSeq: record.readsFromSeq,
  joinedAt: record.joinedAt.toISOString(),
  canWrite,
  closed: record.isClosed,
  hidden: record.hiddenSeq !== null && headSeq <= record.hiddenSeq,
})

const notifyOf = ({ muted, tellsMentions }: MembershipRecord): Notify => {
  if (!muted) return 'all'
  return tellsMentions ? 'mentions' : 'none'
}

const withMuteAt = (now: Date, record: MembershipRecord): MembershipRecord =>
  record.mutedUntil && record.mutedUntil <= now ? { ...record, muted: false, mutedUntil: null } : record

export const memberView = ({ user, role, joinedAt }: MemberRecord): Member => ({
  user: userCard(user),
  role,
  joinedAt: joinedAt.toISOString(),
})

export const invitationView = ({ conversation, inviter, invitedAt }: InvitationRecord): Invitation => ({
  conversation: conversationFromOutside(conversation),
  inviter: userCard(inviter),
  invitedAt: invitedAt.toISOString(),
})

const empty = { seq: 0, rev: 0, lastMessage: null, unread: 0, mentions: 0 }

/** @param found undefined while the conversation is empty */
export function summaryView(
  listed: ListedConversation,
  found: Overview | undefined,
  blocks: Blocks,
  now: Date,
): ConversationSummary {
  const { conversation, peer } = listed
  const membership = withMuteAt(now, listed.membership)
  const canWrite = barrierIn(membership, blocks) === null
  const overview = found ?? { ...empty, readSeq: membership.readSeq }
  const lastMessage = isReadable(membership, overview.lastMessage) ? overview.lastMessage : null
  return {
    conversation: conversationView(conversation),
    membership: { ...membershipView(membership, canWrite, overview.seq), readSeq: overview.readSeq },
    peer: peer && userCard(peer.user),
    peerReadSeq: peer && peer.readSeq,
    headSeq: overview.seq,
    rev: overview.rev,
    unread: overview.unread,
    ...(overview.mentions > 0 && { unreadMentions: overview.mentions }),
    lastMessage,
    lastActivityAt: lastMessage?.createdAt ?? sinceOf(listed).toISOString(),
  }
}

const isReadable = ({ readsFromSeq }: MembershipRecord, message: Message | null): boolean =>
  message !== null && message.seq >= readsFromSeq

/** Where the member sees no message yet. The time of one that is not there for them would tell something. */
const sinceOf = ({ conversation, membership }: ListedConversation): Date =>
  membership.readsFromSeq > 1 ? membership.joinedAt : conversation.createdAt

/** The peers, which the summaries hold already, and the others whom the list names. */
export const peopleOf = (
  summaries: readonly ConversationSummary[],
  senders: readonly UserCard[],
): UserCard[] => {
  const peers = summaries.flatMap(({ peer }) => (peer ? [peer] : []))
  return [...new Map([...peers, ...senders].map((person) => [person.id, person])).values()]
}
