import type {
  AccessTokenList,
  AccountDeletion,
  ActivityPage,
  AddedMembers,
  BlockPage,
  ChangePage,
  ConversationId,
  ConversationList,
  ConversationSummary,
  CreatedAccessToken,
  CreatedGroup,
  Credentials,
  GroupPage,
  GroupPatch,
  Instance,
  Me,
  MemberPage,
  Membership,
  MembershipPatch,
  Message,
  MessagePage,
  NewAccessToken,
  NewGroup,
  PasswordChange,
  PinList,
  Profile,
  ProfilePatch,
  Registration,
  ReactorPage,
  SavedChange,
  SavedPage,
  SavedPlaces,
  SearchPage,
  SessionId,
  SessionList,
  SignedIn,
  UserId,
  UserList,
  UserPage,
} from '@parley/shared'
import { withoutControls } from '@parley/shared/text'

import type { Result } from '../state/result.ts'
import type { ApiClient, ApiRequest } from './client.ts'

export type MessageAnchor =
  { readonly before: number } | { readonly after: number } | { readonly around: number }

interface MessageQuery {
  readonly q: string
  readonly cursor: string | null
  /** Left out where all of one's conversations are searched. */
  readonly conversationId?: ConversationId
}

type ApiResult<T> = Promise<Result<T>>

/** One function for each operation of the REST interface that the client uses. */
export class Endpoints {
  readonly #client: ApiClient
  readonly #onChange: (answer: Promise<unknown>) => void

  /** @param onChange is given the answer to each request that changes something, for which somebody waits */
  constructor(client: ApiClient, onChange: (answer: Promise<unknown>) => void) {
    this.#client = client
    this.#onChange = onChange
  }

  instance = (): ApiResult<Instance> => this.#get('/instance')

  register = (body: Registration): ApiResult<SignedIn> => this.#post('/accounts', body)
  signIn = (body: Credentials): ApiResult<SignedIn> => this.#post('/session', body)
  signOut = (): ApiResult<void> => this.#delete('/session')
  signedIn = (): ApiResult<SignedIn> => this.#get('/me')
  updateMe = (body: ProfilePatch): ApiResult<Me> => this.#patch('/me', body)
  changePassword = (body: PasswordChange): ApiResult<void> => this.#put('/me/password', body)
  deleteAccount = (body: AccountDeletion): ApiResult<void> => this.#post('/me/deletion', body)
  sessions = (): ApiResult<SessionList> => this.#get('/me/sessions')
  endOtherSessions = (): ApiResult<void> => this.#delete('/me/sessions')
  endSession = (id: SessionId): ApiResult<void> => this.#delete(`/me/sessions/${id}`)
  tokens = (): ApiResult<AccessTokenList> => this.#get('/me/tokens')
  createToken = (body: NewAccessToken): ApiResult<CreatedAccessToken> => this.#post('/me/tokens', body)
  revokeToken = (id: SessionId): ApiResult<void> => this.#delete(`/me/tokens/${id}`)
  activity = (cursor: string | null): ApiResult<ActivityPage> => this.#get(`/me/activity${query({ cursor })}`)

  blocks = (cursor: string | null): ApiResult<BlockPage> => this.#get(`/me/blocks${query({ cursor })}`)
  block = (userId: UserId): ApiResult<void> => this.#put(`/me/blocks/${userId}`)
  unblock = (userId: UserId): ApiResult<void> => this.#delete(`/me/blocks/${userId}`)

  saved = (cursor: string | null): ApiResult<SavedPage> => this.#get(`/me/saved${query({ cursor })}`)
  savedPlaces = (): ApiResult<SavedPlaces> => this.#get('/me/saved/places')
  setSaved = (id: ConversationId, seq: number, isSaved: boolean): ApiResult<SavedChange> => {
    const path = `/me/saved/${id}/${seq}`
    return isSaved ? this.#put(path) : this.#delete(path)
  }

  searchUsers = (q: string, cursor: string | null, signal?: AbortSignal): ApiResult<UserPage> =>
    this.#get(`/users${query({ q, cursor })}`, signal)
  usersById = (ids: readonly UserId[]): ApiResult<UserList> =>
    this.#get(`/users/by-id${query({ ids: ids.join(',') })}`)
  profile = (id: UserId): ApiResult<Profile> => this.#get(`/users/${id}`)

  conversations = (): ApiResult<ConversationList> => this.#get('/conversations')
  openDirect = (userId: UserId): ApiResult<ConversationSummary> =>
    this.#post('/conversations/direct', { userId })
  createGroup = (body: NewGroup): ApiResult<CreatedGroup> => this.#post('/conversations/groups', body)
  findGroups = (q: string, cursor: string | null, signal?: AbortSignal): ApiResult<GroupPage> =>
    this.#get(`/groups${query({ q, cursor })}`, signal)
  conversation = (id: ConversationId): ApiResult<ConversationSummary> => this.#get(at(id))
  updateGroup = (id: ConversationId, body: GroupPatch): ApiResult<ConversationSummary> =>
    this.#patch(at(id), body)
  closeGroup = (id: ConversationId): ApiResult<void> => this.#delete(at(id))
  join = (id: ConversationId): ApiResult<ConversationSummary> => this.#post(`${at(id)}/join`)
  leave = (id: ConversationId): ApiResult<void> => this.#post(`${at(id)}/leave`)
  changeMembership = (id: ConversationId, body: MembershipPatch): ApiResult<Membership> =>
    this.#patch(`${at(id)}/membership`, body)
  deleteMessages = (id: ConversationId): ApiResult<void> => this.#delete(`${at(id)}/messages`)
  acceptInvitation = (id: ConversationId): ApiResult<ConversationSummary> =>
    this.#post(`/me/invitations/${id}/accept`)
  declineInvitation = (id: ConversationId): ApiResult<void> => this.#delete(`/me/invitations/${id}`)
  read = (id: ConversationId, seq: number): ApiResult<void> => this.#put(`${at(id)}/read`, { seq })

  members = (id: ConversationId, cursor: string | null): ApiResult<MemberPage> =>
    this.#get(`${at(id)}/members${query({ cursor })}`)
  addMembers = (id: ConversationId, userIds: readonly UserId[]): ApiResult<AddedMembers> =>
    this.#post(`${at(id)}/members`, { userIds })
  removeMember = (id: ConversationId, userId: UserId): ApiResult<void> =>
    this.#delete(`${at(id)}/members/${userId}`)
  handOver = (id: ConversationId, userId: UserId): ApiResult<void> => this.#put(`${at(id)}/owner`, { userId })

  messages = (id: ConversationId, anchor: MessageAnchor | null, limit: number): ApiResult<MessagePage> =>
    this.#get(`${at(id)}/messages${query({ ...anchor, limit })}`)
  messagesBySeq = (id: ConversationId, seqs: readonly number[]): ApiResult<MessagePage> =>
    this.#get(`${at(id)}/messages/by-seq${query({ seqs: String(seqs) })}`)
  editMessage = (id: ConversationId, seq: number, text: string): ApiResult<Message> =>
    this.#patch(`${at(id)}/messages/${seq}`, { text })
  removeMessage = (id: ConversationId, seq: number): ApiResult<Message> =>
    this.#delete(`${at(id)}/messages/${seq}`)
  react = (id: ConversationId, seq: number, emoji: string, isOn: boolean): ApiResult<Message> => {
    const path = `${at(id)}/messages/${seq}/reactions/${encodeURIComponent(emoji)}`
    return isOn ? this.#put(path) : this.#delete(path)
  }
  reactors = (id: ConversationId, seq: number, emoji: string): ApiResult<ReactorPage> =>
    this.#get(`${at(id)}/messages/${seq}/reactions?limit=20&emoji=${encodeURIComponent(emoji)}`)
  pin = (id: ConversationId, seq: number, isOn: boolean): ApiResult<Message> => {
    const path = `${at(id)}/messages/${seq}/pin`
    return isOn ? this.#put(path) : this.#delete(path)
  }
  pins = (id: ConversationId): ApiResult<PinList> => this.#get(`${at(id)}/pins`)
  searchMessages = (sought: MessageQuery, signal: AbortSignal): ApiResult<SearchPage> =>
    this.#get(`/messages/search${query({ ...sought, timeZone: deviceTimeZone() })}`, signal)
  changes = (id: ConversationId, after: number, limit: number): ApiResult<ChangePage> =>
    this.#get(`${at(id)}/changes${query({ after, limit })}`)

  #get<T>(path: string, signal?: AbortSignal): ApiResult<T> {
    return this.#client.request({ method: 'GET', path, ...(signal && { signal }) })
  }

  #post<T>(path: string, body?: unknown): ApiResult<T> {
    return this.#send('POST', path, body)
  }

  #put<T>(path: string, body?: unknown): ApiResult<T> {
    return this.#send('PUT', path, body)
  }

  #patch<T>(path: string, body: unknown): ApiResult<T> {
    return this.#send('PATCH', path, body)
  }

  #delete<T>(path: string): ApiResult<T> {
    return this.#send('DELETE', path)
  }

  #send<T>(method: ApiRequest['method'], path: string, body?: unknown): ApiResult<T> {
    const answer = this.#client.request<T>({ method, path, body })
    this.#onChange(answer)
    return answer
  }
}

/** Whose days are meant. */
const deviceTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const at = (id: ConversationId): string => `/conversations/${id}`

function query(values: Record<string, string | number | null>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null)
  const text = new URLSearchParams(
    given.map(([name, value]) => [name, withoutControls(String(value))]),
  ).toString()
  return text === '' ? '' : `?${text}`
}
