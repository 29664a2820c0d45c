import {
  isShutOut,
  type Conversation,
  type ConversationSummary,
  type Invitation,
  type Member,
  type Membership,
  type Message,
  type Notify,
  type UserCard,
} from '@parley/shared'

import type { Blocks } from '../../stores/block-store.ts'
import type { ConversationRecord } from '../../stores/conversation-store.ts'
import type { InvitationRecord } from '../../stores/invitation-store.ts'
import type { ListedConversation, MemberRecord, MembershipRecord } from '../../stores/membership-store.ts'
import type { Overview } from '../../stores/message-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import { silencedForMs } from '../moderation/silenced.ts'
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
  ...(record.description !== '' && { description: record.description }),
  ...(record.picture !== null && { picture: record.picture }),
  ...(record.announcements && { announcements: true }),
  ...(record.expireAfterSeconds !== null && { expireAfterSeconds: record.expireAfterSeconds }),
  ...(record.askToJoin && { askToJoin: true }),
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
  ...(record.silencedUntil !== null && { silencedUntil: record.silencedUntil }),
})

const notifyOf = ({ muted, tellsMentions }: MembershipRecord): Notify => {
  if (!muted) return 'all'
  return tellsMentions ? 'mentions' : 'none'
}

/** Without what has ended by itself. */
const membershipAt = (now: Date, record: MembershipRecord): MembershipRecord => ({
  ...record,
  ...(record.mutedUntil && record.mutedUntil <= now && { muted: false, mutedUntil: null }),
  ...(silencedForMs(record, now) === 0 && { silencedUntil: null }),
})

/** @param silencesAt the time for who may see silences, null for the others */
export const memberView = (record: MemberRecord, silencesAt: Date | null): Member => ({
  user: userCard(record.user),
  role: record.role,
  joinedAt: record.joinedAt.toISOString(),
  ...(record.silencedUntil !== null &&
    silencesAt !== null &&
    silencedForMs(record, silencesAt) > 0 && { silencedUntil: record.silencedUntil }),
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
  const membership = membershipAt(now, listed.membership)
  const canWrite =
    barrierIn(membership, blocks) === null &&
    membership.silencedUntil === null &&
    !isShutOut(conversation.announcements, membership.role)
  const overview = found ?? { ...empty, readSeq: membership.readSeq }
  const lastMessage = isReadable(membership, overview.lastMessage) ? overview.lastMessage : null
  return {
    conversation: conversationView(conversation),
    membership: {
      ...membershipView(membership, canWrite, overview.seq),
      readSeq: overview.readSeq,
      ...(listed.joinRequests > 0 && { joinRequests: listed.joinRequests }),
    },
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
