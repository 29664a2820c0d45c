import type {
  ConversationId,
  ConversationSummary,
  Instance,
  Membership,
  Presence,
  UserCard,
  UserId,
} from '@parley/shared'

import { emptyChat, withEntry, type Chat } from './chat.ts'
import type { DraftKey } from './draft-key.ts'
import { Drafts, type KeyValueStorage } from './drafts.ts'
import type { Notice, NoticeContent } from './notices.ts'
import { batch, derived, Value, type Readable } from './observable.ts'
import type { ChosenFile, OutboxItem } from './outbox-item.ts'
import type { ConnectionState, SessionState } from './session.ts'
import type { State, TimelineState } from './state.ts'
import { timelineState, type Loading } from './timeline-state.ts'

/** How many notices wait to be read; older ones give way. */
const noticesMax = 20

const noOne: readonly UserId[] = []

/** All state of the client. The user interface reads it as `State`; actions and the connection change it. */
export class Store implements State {
  readonly instance = new Value<Instance | null>(null)
  readonly session = new Value<SessionState>({ kind: 'restoring' })
  readonly connection = new Value<ConnectionState>({ kind: 'closed' })
  readonly restOnly = new Value(false)
  readonly chat = new Value<Chat>(emptyChat(null))
  readonly outbox = new Value<readonly OutboxItem[]>([])
  readonly chosen = new Value<ReadonlyMap<ConversationId, readonly ChosenFile[]>>(new Map())
  readonly uploads = new Value<ReadonlyMap<string, number>>(new Map())
  readonly loading = new Value<ReadonlyMap<ConversationId, Loading>>(new Map())
  readonly notices = new Value<readonly Notice[]>([])
  readonly draftStore: Drafts
  readonly drafts: Readable<ReadonlyMap<DraftKey, string>>
  #noticeId = 0

  readonly #summaries = derived([this.chat], (chat) => (chat.listed ? chat.conversations : null))
  readonly conversations = derived([this.#summaries], (summaries) =>
    summaries === null ? null : [...summaries.values()].reverse(),
  )
  readonly unreadConversations = derived(
    [this.#summaries],
    (summaries) => [...(summaries?.values() ?? [])].filter(wantsAttention).length,
  )

  readonly isCaughtUp = derived([this.chat], (chat) => chat.isCaughtUp)

  readonly people = derived([this.chat], ({ people }) => people)
  readonly blocked = derived([this.chat], ({ blocked }) => blocked)
  readonly invitations = derived([this.chat], ({ invitations }) => invitations)
  readonly saved = derived([this.chat], ({ saved }) => saved)
  readonly scheduled = derived([this.chat], ({ scheduled }) => scheduled)
  readonly draft = derived([this.chat], ({ draft }) => draft)
  readonly joinRequest = derived([this.chat], (chat) => chat['join-request'])

  readonly #presence = derived([this.chat], ({ presence }) => presence)
  readonly online = derived(
    [this.#presence, this.connection],
    (presence, { kind }): ReadonlySet<UserId> =>
      new Set(kind === 'online' ? [...presence].flatMap(([id, { online }]) => (online ? id : [])) : []),
  )

  constructor(storage: KeyValueStorage) {
    this.draftStore = new Drafts(storage)
    this.drafts = this.draftStore.all
  }

  conversation(id: ConversationId): Readable<ConversationSummary | null> {
    return derived([this.chat], (chat) => chat.conversations.get(id) ?? null)
  }

  timeline(id: ConversationId): Readable<TimelineState | null> {
    const timeline = derived([this.chat], (chat) => chat.timelines.get(id))
    const loading = derived([this.loading], (loadings) => loadings.get(id))
    const viewerId = derived([this.chat], (chat) => chat.viewerId)
    return derived([timeline, loading, this.#pending(id), viewerId], (window, progress, pending, viewer) =>
      window || progress ? timelineState(window, progress ?? idle, pending, viewer) : null,
    )
  }

  typists(id: ConversationId): Readable<readonly UserId[]> {
    const typing = derived([this.chat], (chat) => chat.typing.get(id))
    return derived([typing], (typists) => (typists ? [...typists.keys()] : noOne))
  }

  person(id: UserId): Readable<UserCard | null> {
    return derived([this.chat], (chat) => chat.people.get(id) ?? null)
  }

  presence(id: UserId): Readable<Presence | null> {
    const presence = derived([this.chat], (chat) => chat.presence.get(id) ?? null)
    return derived([presence, this.connection], (known, { kind }) => (kind === 'online' ? known : null))
  }

  setLoading(id: ConversationId, loading: Loading): void {
    this.loading.update((loadings) => withEntry(loadings, id, loading))
  }

  notify(content: NoticeContent): void {
    this.#noticeId += 1
    const notice: Notice = { ...content, id: this.#noticeId }
    this.notices.update((notices) => [...notices, notice].slice(-noticesMax))
  }

  /** Forgets one person and begins with another, or with nobody. */
  reset(viewerId: UserId | null): void {
    batch(() => {
      this.chat.set(emptyChat(viewerId))
      this.restOnly.set(false)
      this.outbox.set([])
      this.uploads.set(new Map())
      this.chosen.set(new Map())
      this.loading.set(new Map())
      if (viewerId) this.draftStore.open(viewerId)
      else this.draftStore.close()
    })
  }

  /** The same array while nothing of this conversation changes. */
  #pending(id: ConversationId): Readable<readonly OutboxItem[]> {
    let last: readonly OutboxItem[] = []
    return derived([this.outbox], (items) => {
      const own = items.filter((item) => item.conversationId === id)
      if (own.length !== last.length || own.some((item, index) => item !== last[index])) last = own
      return last
    })
  }
}

const idle: Loading = { what: 'nothing', failure: null }

const wantsAttention = ({ unread, unreadMentions = 0, membership }: ConversationSummary): boolean =>
  (membership.notify === 'mentions' ? unreadMentions : unread) > 0 &&
  isHeard(membership) &&
  !membership.hidden

/** Of something at least. */
const isHeard = ({ muted, notify }: Membership): boolean => !muted || notify === 'mentions'
