import type {
  ConversationId,
  ConversationSummary,
  CreatedInvitationLink,
  FoundGroup,
  InvitationLinkId,
  InvitationLinkPage,
  NewInvitationLink,
} from '@parley/shared'

import type { Result } from '../state/result.ts'

/** Invitation links. */
export interface LinkActions {
  list(id: ConversationId, cursor: string | null): Promise<Result<InvitationLinkPage>>
  create(id: ConversationId, link: NewInvitationLink): Promise<Result<CreatedInvitationLink>>
  revoke(id: ConversationId, linkId: InvitationLinkId): Promise<Result<void>>
  /** Where one leads; uses nothing. */
  show(token: string): Promise<Result<FoundGroup>>
  accept(token: string): Promise<Result<ConversationSummary>>
}
