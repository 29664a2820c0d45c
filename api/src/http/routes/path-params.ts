import { ClientId, ConversationId, Emoji, InvitationLinkId, object, Seq, UserId } from '@parley/shared'

export const conversationParams = object({ conversationId: ConversationId })
export const memberParams = object({ conversationId: ConversationId, userId: UserId })
export const linkParams = object({ conversationId: ConversationId, linkId: InvitationLinkId })
export const messageParams = object({ conversationId: ConversationId, seq: Seq })
export const scheduledParams = object({ conversationId: ConversationId, clientId: ClientId })
export const reactionParams = object({ conversationId: ConversationId, seq: Seq, emoji: Emoji })
