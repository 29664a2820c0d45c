import type {
  AccessTokenList,
  AccountDeletion,
  ActivityPage,
  BlockPage,
  ClientId,
  ConversationId,
  ConversationSummary,
  CreatedAccessToken,
  CreatedGroup,
  FileId,
  Credentials,
  Draft,
  DraftEdit,
  DraftPage,
  GroupPage,
  ExpireAfterSeconds,
  GroupPatch,
  Me,
  MentionPage,
  Membership,
  MembershipPatch,
  Message,
  MessageAck,
  MessageEdit,
  MessageStates,
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
  ScheduledChange,
  ScheduledList,
  ScheduledMessage,
  SearchPage,
  SessionId,
  SessionList,
  UserId,
  UserPage,
} from '@parley/shared'

import type { DraftKey } from '../state/draft-key.ts'
import type { Unsubscribe } from '../state/observable.ts'
import type { ChosenFile, OutboxFile, OutboxItem } from '../state/outbox-item.ts'
import type { Failure, Result } from '../state/result.ts'
import type { LinkActions, MemberActions, RequestActions } from './group-actions.ts'

/** Everything a person can do. No action throws: what may be refused answers with a Result. */
export interface Actions extends LateActions {
  readonly session: SessionActions
  readonly messages: MessageActions
  readonly presence: PresenceActions
  readonly files: FileActions
  readonly drafts: DraftActions
  readonly reading: ReadingActions
  readonly typing: TypingActions
  readonly notices: NoticeActions
  readonly connection: ConnectionActions
  readonly instance: InstanceActions
}

/** Each of them asks the server. */
export interface LateActions {
  readonly account: AccountActions
  readonly people: PeopleActions
  readonly conversations: ConversationActions
  readonly members: MemberActions
  readonly links: LinkActions
  readonly requests: RequestActions
  readonly changing: ChangingActions
  readonly saved: SavedActions
  readonly scheduled: ScheduledActions
  readonly draftSync: DraftSyncActions
  readonly finding: FindingActions
}

export interface SessionActions {
  /** Signs in as well. */
  register(registration: Registration): Promise<Result<void>>
  signIn(credentials: Credentials): Promise<Result<void>>
  /** Does nothing but tell when messages are unsent: they would be lost. */
  signOut(): Promise<SignOutOutcome>
  signOutAndDiscardUnsent(): Promise<SignOutOutcome>
}

export type SignOutOutcome =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unsent'; readonly count: number }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** For a person or a group. */
export interface ChosenPicture {
  readonly content: Blob
  /** In points of the picture as it is seen. Null for the largest square in the middle. */
  readonly crop: { readonly x: number; readonly y: number; readonly size: number } | null
}

export interface AccountActions {
  updateProfile(patch: ProfilePatch): Promise<Result<Me>>
  setPicture(picture: ChosenPicture): Promise<Result<Me>>
  removePicture(): Promise<Result<Me>>
  changePassword(change: PasswordChange): Promise<Result<void>>
  /** Signed out afterwards. */
  deleteAccount(deletion: AccountDeletion): Promise<Result<void>>
  sessions(): Promise<Result<SessionList>>
  endSession(id: SessionId): Promise<Result<void>>
  endOtherSessions(): Promise<Result<void>>
  tokens(): Promise<Result<AccessTokenList>>
  createToken(draft: NewAccessToken): Promise<Result<CreatedAccessToken>>
  revokeToken(id: SessionId): Promise<Result<void>>
  activity(cursor: string | null): Promise<Result<ActivityPage>>
}

export interface PeopleActions {
  /** A search that another one overtakes answers `superseded`. */
  search(query: string, cursor: string | null): Promise<Result<UserPage>>
  /** A few of those whom one may find, and whether there are any. */
  others(): Promise<Result<UserPage>>
  profile(id: UserId): Promise<Result<Profile>>
  blocked(cursor: string | null): Promise<Result<BlockPage>>
  block(id: UserId): Promise<Result<void>>
  unblock(id: UserId): Promise<Result<void>>
}

export interface PresenceActions {
  /** Keeps the presence of these people up to date until the returned function is called. */
  watch(ids: readonly UserId[]): Unsubscribe
}

export interface ConversationActions {
  openDirect(userId: UserId): Promise<Result<ConversationSummary>>
  createGroup(group: NewGroup): Promise<Result<CreatedGroup>>
  /** A search that another one overtakes answers `superseded`. */
  findGroups(query: string, cursor: string | null): Promise<Result<GroupPage>>
  /** The first of those that everybody may join. */
  openGroups(): Promise<Result<GroupPage>>
  join(id: ConversationId): Promise<Result<ConversationSummary>>
  leave(id: ConversationId): Promise<Result<void>>
  update(id: ConversationId, patch: GroupPatch): Promise<Result<ConversationSummary>>
  setPicture(id: ConversationId, picture: ChosenPicture): Promise<Result<ConversationSummary>>
  removePicture(id: ConversationId): Promise<Result<ConversationSummary>>
  close(id: ConversationId): Promise<Result<void>>
  setExpiry(id: ConversationId, after: ExpireAfterSeconds | null): Promise<Result<ConversationSummary>>
  changeMembership(id: ConversationId, patch: MembershipPatch): Promise<Result<Membership>>
  /** What was written so far, for oneself alone; and out of the list until there is more. */
  deleteForMe(id: ConversationId): Promise<Result<void>>
  /** To a group. */
  accept(id: ConversationId): Promise<Result<ConversationSummary>>
  decline(id: ConversationId): Promise<Result<void>>
}

/** What goes with a text. */
export type Sent = Pick<OutboxItem, 'parts' | 'files'>

export interface MessageActions {
  /** Loads the latest messages, unless a window is there, and keeps the window up to date from then on. */
  open(id: ConversationId): Promise<void>
  /** Replaces the window by one that reaches the end of the conversation. */
  openLatest(id: ConversationId): Promise<void>
  openAround(id: ConversationId, seq: number): Promise<void>
  /** Fetches a message that another one answers. */
  lookUp(id: ConversationId, seq: number): void
  /** It is not shown any more: the window may shrink. */
  release(id: ConversationId): void
  loadOlder(id: ConversationId): Promise<void>
  loadNewer(id: ConversationId): Promise<void>
  /** Resolves when the message is safe in the queue of this device; it is sent as soon as that is possible. */
  send(id: ConversationId, text: string, more?: Sent): Promise<void>
  retry(clientId: ClientId): Promise<void>
  /** Gives the text back, so that it can go into the composer. */
  discard(clientId: ClientId): string | null
}

/** Of messages that are there. */
export interface ChangingActions {
  /** Refused where the message was edited since; then it is here as it is now. */
  edit(id: ConversationId, seq: number, edit: MessageEdit): Promise<Result<Message>>
  /** @param tried keeps how it is named where it goes: tried again there, it is there once */
  forward(
    message: Message,
    to: ConversationId,
    tried: Map<ConversationId, ClientId>,
  ): Promise<Result<MessageAck>>
  states(message: Message): Promise<Result<MessageStates>>
  clearStates(message: Message): Promise<Result<Message>>
  remove(id: ConversationId, seq: number): Promise<Result<Message>>
  /** Shown at once, and taken back where it is refused. */
  react(message: Message, emoji: string, isOn: boolean): Promise<Result<Message>>
  pin(message: Message, isOn: boolean): Promise<Result<Message>>
  /** From then on what is pinned is kept up to date with the window. */
  loadPins(id: ConversationId): Promise<Result<PinList>>
}

export interface FindingActions {
  /** A search that another one overtakes answers `superseded`. */
  search(text: string, cursor: string | null): Promise<Result<SearchPage>>
  /** In one conversation, the last to arrive first. One that another one overtakes answers `superseded`. */
  searchIn(id: ConversationId, text: string, cursor: string | null): Promise<Result<SearchPage>>
  /** Messages of others that mention one, the last to arrive first. */
  mentions(cursor: string | null): Promise<Result<MentionPage>>
  /** The first message from that moment on; null where there is none. */
  seqSince(id: ConversationId, moment: Date): Promise<Result<number | null>>
  /** Who has reacted with that. */
  reactors(message: Message, emoji: string): Promise<Result<ReactorPage>>
}

export interface FileActions {
  /** Where the browser finds it, or a smaller picture of it. */
  url(id: FileId, part: 'content' | 'preview'): string
  /** Loads what uploads. */
  getReady(): void
  /** For an upload. */
  newId(): string
  /** For the next message. */
  chosen(id: ConversationId): readonly ChosenFile[]
  choose(id: ConversationId, change: (files: readonly ChosenFile[]) => readonly ChosenFile[]): void
  /** As they are sent; they are not there any more afterwards. */
  take(id: ConversationId): readonly OutboxFile[]
}

export interface SavedActions {
  list(cursor: string | null): Promise<Result<SavedPage>>
  places(): Promise<Result<SavedPlaces>>
  set(id: ConversationId, seq: number, isSaved: boolean): Promise<Result<SavedChange>>
}

/** What is written, and when it is to be sent. */
export interface Scheduling {
  readonly text: string
  readonly replyTo: number | null
  readonly files: readonly OutboxFile[]
  readonly sendAt: Date
}

export interface ScheduledActions {
  list(): Promise<Result<ScheduledList>>
  /** The files are uploaded before. Tried again under the same id, it is scheduled once. */
  schedule(id: ConversationId, clientId: ClientId, scheduling: Scheduling): Promise<Result<ScheduledMessage>>
  change(message: ScheduledMessage, change: ScheduledChange): Promise<Result<ScheduledMessage>>
  cancel(message: ScheduledMessage): Promise<Result<void>>
  sendNow(message: ScheduledMessage): Promise<Result<MessageAck>>
}

/** What the server has of drafts, for all devices of a person. */
export interface DraftSyncActions {
  list(cursor: string | null): Promise<Result<DraftPage>>
  /** Refused where there is a later one, which is then in the refusal. */
  save(id: ConversationId, edit: DraftEdit): Promise<Result<Draft>>
  clear(id: ConversationId, baseVersion: number): Promise<Result<Draft>>
}

export interface DraftActions {
  /**
   * Kept at once, also across reloads. An empty text removes the draft.
   * @param seen what the writer knows to be there; what another tab has put in its place stays in front of the text
   */
  save(key: DraftKey, text: string, seen: string): void
  /** It is safe elsewhere, or not wanted any more: removed, unless it is another text by now. */
  drop(key: DraftKey, text: string): void
  /** Finds out what another tab has made of it. */
  look(key: DraftKey): void
}

export interface ReadingActions {
  /** This message was on the screen. Sent to the server at most once a second, and only while the page is visible. */
  seen(id: ConversationId, seq: number): void
}

export interface TypingActions {
  /** Call at every keystroke. */
  typed(id: ConversationId): void
}

export interface NoticeActions {
  dismiss(noticeId: number): void
}

export interface ConnectionActions {
  /** Tries now instead of waiting. */
  retryNow(): void
}

export interface InstanceActions {
  /** Asks the server what it says of itself, unless that is known. */
  load(): Promise<void>
}
