import type { MemberRole } from './schemas/conversation.ts'

/** Who makes, sees and revokes the invitation links of a group, and whose links work. */
export const mayInviteByLink = (role: MemberRole): boolean => role === 'owner'
