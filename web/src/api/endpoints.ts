import type {
  ChangePage,
  ConversationId,
  ConversationList,
  ConversationSummary,
  Credentials,
  Instance,
  MessagePage,
  Registration,
  SignedIn,
  UserId,
  UserList,
} from '@parley/shared'

import { atConversation as at, query, type ApiResult, type Requests } from './requests.ts'

export type MessageAnchor =
  { readonly before: number } | { readonly after: number } | { readonly around: number }

/** The operations of the REST interface that are used from the start: one function for each. */
export class Endpoints {
  readonly #requests: Requests

  constructor(requests: Requests) {
    this.#requests = requests
  }

  instance = (): ApiResult<Instance> => this.#requests.get('/instance')

  register = (body: Registration): ApiResult<SignedIn> => this.#requests.post('/accounts', body)
  signIn = (body: Credentials): ApiResult<SignedIn> => this.#requests.post('/session', body)
  signOut = (): ApiResult<void> => this.#requests.delete('/session')
  signedIn = (): ApiResult<SignedIn> => this.#requests.get('/me')
  usersById = (ids: readonly UserId[]): ApiResult<UserList> =>
    this.#requests.get(`/users/by-id${query({ ids: ids.join(',') })}`)
  conversations = (): ApiResult<ConversationList> => this.#requests.get('/conversations')
  conversation = (id: ConversationId): ApiResult<ConversationSummary> => this.#requests.get(at(id))
  read = (id: ConversationId, seq: number): ApiResult<void> => this.#requests.put(`${at(id)}/read`, { seq })

  messages = (id: ConversationId, anchor: MessageAnchor | null, limit: number): ApiResult<MessagePage> =>
    this.#requests.get(`${at(id)}/messages${query({ ...anchor, limit })}`)
  messagesBySeq = (id: ConversationId, seqs: readonly number[]): ApiResult<MessagePage> =>
    this.#requests.get(`${at(id)}/messages/by-seq${query({ seqs: String(seqs) })}`)
  changes = (id: ConversationId, after: number, limit: number): ApiResult<ChangePage> =>
    this.#requests.get(`${at(id)}/changes${query({ after, limit })}`)
}
