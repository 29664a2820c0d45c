import { InvitationLinkService, type InvitationLinkParts } from './invitation-link-service.ts'
import { InvitationService, type InvitationParts } from './invitation-service.ts'

/** By name, and by link. */
export const buildInvitations = (parts: InvitationParts & InvitationLinkParts) => ({
  invitations: new InvitationService(parts),
  invitationLinks: new InvitationLinkService(parts),
})
