import type {
  AccessTokenList,
  AccountDeletion,
  ActivityPage,
  AddedMembers,
  BanPage,
  BlockPage,
  ClientId,
  ConversationId,
  ConversationSummary,
  CreatedAccessToken,
  CreatedGroup,
  CreatedInvitationLink,
  Draft,
  DraftEdit,
  DraftPage,
  FoundGroup,
  GroupPage,
  Expiry,
  GroupPatch,
  InvitationLinkId,
  InvitationLinkPage,
  JoinRequestPage,
  Me,
  MemberPage,
  MentionPage,
  Membership,
  MembershipPatch,
  Message,
  MessageAck,
  MessageEdit,
  MessageSource,
  MessageStates,
  NewAccessToken,
  NewBan,
  NewScheduledMessage,
  NewGroup,
  NewInvitationLink,
  PasswordChange,
  PinList,
  Profile,
  ProfilePatch,
  ReactorPage,
  SavedChange,
  SavedPage,
  SavedPlaces,
  ScheduledChange,
  ScheduledList,
  RoleSetting,
  Silence,
  ScheduledMessage,
  SearchPage,
  SessionId,
  SessionList,
  UserId,
  UserPage,
} from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { atConversation as at, query, type ApiResult, type Requests } from './requests.ts'

interface MessageQuery {
  readonly q: string
  readonly cursor: string | null
  /** Left out where all of one's conversations are searched. */
  readonly conversationId?: ConversationId
}

/** Those of which no start has need. */
export class LateEndpoints {
  readonly #requests: Requests

  constructor(requests: Requests) {
    this.#requests = requests
  }

  updateMe = (body: ProfilePatch): ApiResult<Me> => this.#requests.patch('/me', body)
  removePicture = (): ApiResult<Me> => this.#requests.delete('/me/picture')
  changePassword = (body: PasswordChange): ApiResult<void> => this.#requests.put('/me/password', body)
  deleteAccount = (body: AccountDeletion): ApiResult<void> => this.#requests.post('/me/deletion', body)
  sessions = (): ApiResult<SessionList> => this.#requests.get('/me/sessions')
  endOtherSessions = (): ApiResult<void> => this.#requests.delete('/me/sessions')
  endSession = (id: SessionId): ApiResult<void> => this.#requests.delete(`/me/sessions/${id}`)
  tokens = (): ApiResult<AccessTokenList> => this.#requests.get('/me/tokens')
  createToken = (body: NewAccessToken): ApiResult<CreatedAccessToken> =>
    this.#requests.post('/me/tokens', body)
  revokeToken = (id: SessionId): ApiResult<void> => this.#requests.delete(`/me/tokens/${id}`)
  activity = (cursor: string | null): ApiResult<ActivityPage> =>
    this.#requests.get(`/me/activity${query({ cursor })}`)

  blocks = (cursor: string | null): ApiResult<BlockPage> =>
    this.#requests.get(`/me/blocks${query({ cursor })}`)
  block = (userId: UserId): ApiResult<void> => this.#requests.put(`/me/blocks/${userId}`)
  unblock = (userId: UserId): ApiResult<void> => this.#requests.delete(`/me/blocks/${userId}`)

  drafts = (cursor: string | null): ApiResult<DraftPage> =>
    this.#requests.get(`/me/drafts${query({ cursor, limit: limits.pageMax })}`)
  saveDraft = (id: ConversationId, body: DraftEdit): ApiResult<Draft> =>
    this.#requests.put(`/me/drafts/${id}`, body)
  clearDraft = (id: ConversationId, baseVersion: number): ApiResult<Draft> =>
    this.#requests.delete(`/me/drafts/${id}${query({ baseVersion })}`)

  saved = (cursor: string | null): ApiResult<SavedPage> => this.#requests.get(`/me/saved${query({ cursor })}`)
  savedPlaces = (): ApiResult<SavedPlaces> => this.#requests.get('/me/saved/places')
  setSaved = (id: ConversationId, seq: number, isSaved: boolean): ApiResult<SavedChange> => {
    const path = `/me/saved/${id}/${seq}`
    return isSaved ? this.#requests.put(path) : this.#requests.delete(path)
  }

  scheduled = (): ApiResult<ScheduledList> => this.#requests.get('/me/scheduled')
  schedule = (id: ConversationId, body: NewScheduledMessage): ApiResult<ScheduledMessage> =>
    this.#requests.post(`${at(id)}/scheduled`, body)
  changeScheduled = (
    { conversationId: id, clientId }: ScheduledMessage,
    body: ScheduledChange,
  ): ApiResult<ScheduledMessage> => this.#requests.patch(`${at(id)}/scheduled/${clientId}`, body)
  cancelScheduled = ({ conversationId: id, clientId }: ScheduledMessage): ApiResult<void> =>
    this.#requests.delete(`${at(id)}/scheduled/${clientId}`)
  sendScheduled = ({ conversationId: id, clientId }: ScheduledMessage): ApiResult<MessageAck> =>
    this.#requests.post(`${at(id)}/scheduled/${clientId}/send`)

  searchUsers = (q: string, cursor: string | null, signal?: AbortSignal): ApiResult<UserPage> =>
    this.#requests.get(`/users${query({ q, cursor })}`, signal)
  profile = (id: UserId): ApiResult<Profile> => this.#requests.get(`/users/${id}`)

  openDirect = (userId: UserId): ApiResult<ConversationSummary> =>
    this.#requests.post('/conversations/direct', { userId })
  createGroup = (body: NewGroup): ApiResult<CreatedGroup> =>
    this.#requests.post('/conversations/groups', body)
  findGroups = (q: string, cursor: string | null, signal?: AbortSignal): ApiResult<GroupPage> =>
    this.#requests.get(`/groups${query({ q, cursor })}`, signal)
  updateGroup = (id: ConversationId, body: GroupPatch): ApiResult<ConversationSummary> =>
    this.#requests.patch(at(id), body)
  setExpiry = (id: ConversationId, body: Expiry): ApiResult<ConversationSummary> =>
    this.#requests.put(`${at(id)}/expiry`, body)
  removeGroupPicture = (id: ConversationId): ApiResult<ConversationSummary> =>
    this.#requests.delete(`${at(id)}/picture`)
  closeGroup = (id: ConversationId): ApiResult<void> => this.#requests.delete(at(id))
  join = (id: ConversationId): ApiResult<ConversationSummary> => this.#requests.post(`${at(id)}/join`)
  leave = (id: ConversationId): ApiResult<void> => this.#requests.post(`${at(id)}/leave`)
  changeMembership = (id: ConversationId, body: MembershipPatch): ApiResult<Membership> =>
    this.#requests.patch(`${at(id)}/membership`, body)
  deleteMessages = (id: ConversationId): ApiResult<void> => this.#requests.delete(`${at(id)}/messages`)
  acceptInvitation = (id: ConversationId): ApiResult<ConversationSummary> =>
    this.#requests.post(`/me/invitations/${id}/accept`)
  declineInvitation = (id: ConversationId): ApiResult<void> => this.#requests.delete(`/me/invitations/${id}`)
  invitationLinks = (id: ConversationId, cursor: string | null): ApiResult<InvitationLinkPage> =>
    this.#requests.get(`${at(id)}/invitation-links${query({ cursor })}`)
  createInvitationLink = (id: ConversationId, body: NewInvitationLink): ApiResult<CreatedInvitationLink> =>
    this.#requests.post(`${at(id)}/invitation-links`, body)
  revokeInvitationLink = (id: ConversationId, linkId: InvitationLinkId): ApiResult<void> =>
    this.#requests.delete(`${at(id)}/invitation-links/${linkId}`)
  invitationLink = (token: string): ApiResult<FoundGroup> =>
    this.#requests.get(`/invitation-links/${encodeURIComponent(token)}`)
  acceptInvitationLink = (token: string): ApiResult<ConversationSummary> =>
    this.#requests.post(`/invitation-links/${encodeURIComponent(token)}/accept`)
  askToJoin = (id: ConversationId, sentence: string): ApiResult<void> =>
    this.#requests.post(`${at(id)}/join-requests`, { sentence })
  withdrawJoinRequest = (id: ConversationId): ApiResult<void> =>
    this.#requests.delete(`/me/join-requests/${id}`)
  joinRequests = (id: ConversationId, cursor: string | null): ApiResult<JoinRequestPage> =>
    this.#requests.get(`${at(id)}/join-requests${query({ cursor })}`)
  decideJoinRequest = (
    id: ConversationId,
    userId: UserId,
    decision: 'approve' | 'decline',
  ): ApiResult<void> => this.#requests.post(`${at(id)}/join-requests/${userId}/${decision}`)
  members = (id: ConversationId, cursor: string | null, limit?: number): ApiResult<MemberPage> =>
    this.#requests.get(`${at(id)}/members${query({ cursor, limit: limit ?? null })}`)
  addMembers = (id: ConversationId, userIds: readonly UserId[]): ApiResult<AddedMembers> =>
    this.#requests.post(`${at(id)}/members`, { userIds })
  removeMember = (id: ConversationId, userId: UserId): ApiResult<void> =>
    this.#requests.delete(`${at(id)}/members/${userId}`)
  handOver = (id: ConversationId, userId: UserId): ApiResult<void> =>
    this.#requests.put(`${at(id)}/owner`, { userId })
  setRole = (id: ConversationId, userId: UserId, role: RoleSetting['role']): ApiResult<void> =>
    this.#requests.put(`${at(id)}/members/${userId}/role`, { role })
  bans = (id: ConversationId, cursor: string | null): ApiResult<BanPage> =>
    this.#requests.get(`${at(id)}/bans${query({ cursor })}`)
  ban = (id: ConversationId, userId: UserId, body: NewBan): ApiResult<void> =>
    this.#requests.put(`${at(id)}/bans/${userId}`, body)
  liftBan = (id: ConversationId, userId: UserId): ApiResult<void> =>
    this.#requests.delete(`${at(id)}/bans/${userId}`)

  silence = (id: ConversationId, userId: UserId, silence: Silence): ApiResult<void> =>
    this.#requests.put(`${at(id)}/silences/${userId}`, silence)
  liftSilence = (id: ConversationId, userId: UserId): ApiResult<void> =>
    this.#requests.delete(`${at(id)}/silences/${userId}`)
  forwardMessage = (id: ConversationId, clientId: ClientId, forward: MessageSource): ApiResult<MessageAck> =>
    this.#requests.post(`${at(id)}/messages`, { clientId, text: '', forward })
  editMessage = (id: ConversationId, seq: number, edit: MessageEdit): ApiResult<Message> =>
    this.#requests.patch(`${at(id)}/messages/${seq}`, edit)
  messageStates = (id: ConversationId, seq: number): ApiResult<MessageStates> =>
    this.#requests.get(`${at(id)}/messages/${seq}/states`)
  clearMessageStates = (id: ConversationId, seq: number): ApiResult<Message> =>
    this.#requests.delete(`${at(id)}/messages/${seq}/states`)
  removeMessage = (id: ConversationId, seq: number): ApiResult<Message> =>
    this.#requests.delete(`${at(id)}/messages/${seq}`)
  react = (id: ConversationId, seq: number, emoji: string, isOn: boolean): ApiResult<Message> => {
    const path = `${at(id)}/messages/${seq}/reactions/${encodeURIComponent(emoji)}`
    return isOn ? this.#requests.put(path) : this.#requests.delete(path)
  }
  reactors = (id: ConversationId, seq: number, emoji: string): ApiResult<ReactorPage> =>
    this.#requests.get(`${at(id)}/messages/${seq}/reactions?limit=20&emoji=${encodeURIComponent(emoji)}`)
  mentions = (cursor: string | null): ApiResult<MentionPage> =>
    this.#requests.get(`/mentions${query({ cursor })}`)
  pin = (id: ConversationId, seq: number, isOn: boolean): ApiResult<Message> => {
    const path = `${at(id)}/messages/${seq}/pin`
    return isOn ? this.#requests.put(path) : this.#requests.delete(path)
  }
  pins = (id: ConversationId): ApiResult<PinList> => this.#requests.get(`${at(id)}/pins`)
  searchMessages = (sought: MessageQuery, signal: AbortSignal): ApiResult<SearchPage> =>
    this.#requests.get(`/messages/search${query({ ...sought, timeZone: deviceTimeZone() })}`, signal)
}

/** Whose days are meant. */
const deviceTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
