import { ClientId, ConversationId, Emoji, object, Seq, UserId } from '@parley/shared'

export const conversationParams = object({ conversationId: ConversationId })
export const memberParams = object({ conversationId: ConversationId, userId: UserId })
export const messageParams = object({ conversationId: ConversationId, seq: Seq })
export const scheduledParams = object({ conversationId: ConversationId, clientId: ClientId })
export const reactionParams = object({ conversationId: ConversationId, seq: Seq, emoji: Emoji })
