import type { AccessTokenStore } from './accounts/access-token-store.ts'
import type { ActivityStore } from './accounts/activity-store.ts'
import type { BlockStore } from './block-store.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { FileBytes } from './files/file-bytes.ts'
import type { FileStore } from './files/file-store.ts'
import type { PictureStore } from './files/picture-store.ts'
import type { InvitationLinkStore } from './invitation-link-store.ts'
import type { InvitationStore } from './invitation-store.ts'
import type { JoinRequestStore } from './join-request-store.ts'
import type { MembershipStore } from './membership-store.ts'
import type { MessageStore } from './message-store.ts'
import type { BanStore } from './moderation/ban-store.ts'
import type { SilenceStore } from './moderation/silence-store.ts'
import type { DraftStore } from './accounts/draft-store.ts'
import type { SavedStore } from './accounts/saved-store.ts'
import type { ScheduledStore } from './scheduled-store.ts'
import type { SessionStore } from './accounts/session-store.ts'
import type { ThrottleStore } from './accounts/throttle-store.ts'
import type { UserStore } from './user-store.ts'

export interface ConversationStores {
  readonly users: UserStore
  readonly conversations: ConversationStore
  readonly memberships: MembershipStore
  readonly blocks: BlockStore
  readonly invitations: InvitationStore
  readonly invitationLinks: InvitationLinkStore
  readonly silences: SilenceStore
  readonly bans: BanStore
  readonly joinRequests: JoinRequestStore
  readonly messages: MessageStore
  readonly throttles: ThrottleStore
  readonly files: FileStore
  readonly fileBytes: FileBytes
  readonly pictures: PictureStore
  readonly saved: SavedStore
  readonly scheduled: ScheduledStore
  readonly drafts: DraftStore
}

export interface AccountStores {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly tokens: AccessTokenStore
  readonly activity: ActivityStore
  readonly throttles: ThrottleStore
}
