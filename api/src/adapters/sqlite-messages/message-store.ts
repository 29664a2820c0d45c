import type { ChangeOutcome, MessageChange } from '../../stores/changes/message-change.ts'
import { join } from 'node:path'

import type { ClientId, ConversationId, Message, MessageState, UserId } from '@parley/shared'

import { Unavailable } from '../../stores/errors.ts'
import { messageOf, storedDraft } from '../../stores/message-rules.ts'
import type { ArchivedMessage, ArchivePosition, MessageArchive } from '../../stores/message-archive.ts'
import {
  searchLimitMs,
  type AppendOutcome,
  type FoundMentions,
  type FoundMessages,
  type Head,
  type MentionQuery,
  type MessageDraft,
  type MessageSearch,
  type MessageStore,
  type Overview,
  type PageAnchor,
  type ReactorQuery,
  type ReadPosition,
  type StoredChanges,
  type StoredPage,
  type Stretch,
} from '../../stores/message-store.ts'
import type { StoredReaction } from '../../stores/changes/reaction-rules.ts'
import { appendedAt, textOfChanges, textOfDrafts } from './batch-codec.ts'
import type { Appended } from './message-table.ts'
import { Mutex } from '../sqlite/mutex.ts'
import { ThreadCalls, type ThreadOptions } from '../sqlite/thread-calls.ts'
import type { methods } from './worker.ts'

type Calls = ThreadCalls<typeof methods>

/** Messages in one SQLite file, written and read by a thread of their own: the event loop never waits for a disk. */
export class SqliteMessageStore implements MessageStore, MessageArchive {
  /** The thread carries out one after the other, and the more a commit has, the less each costs. */
  readonly writesAtOnce = 1
  readonly #thread: Calls
  readonly #searches = new Mutex()

  constructor(thread: Calls) {
    this.#thread = thread
  }

  async append(drafts: readonly MessageDraft[]): Promise<AppendOutcome[]> {
    const appended = await this.#thread.call('append', textOfDrafts(drafts))
    return drafts.map((draft, at) => outcomeOf(draft, appendedAt(appended, at)))
  }

  change(changes: readonly MessageChange[]): Promise<ChangeOutcome[]> {
    return this.#thread.call('change', textOfChanges(changes))
  }

  bySeqs(conversationId: ConversationId, seqs: readonly number[]): Promise<Message[]> {
    return this.#thread.read('bySeqs', conversationId, seqs)
  }

  byClientId(conversationId: ConversationId, senderId: UserId, clientId: ClientId): Promise<Message | null> {
    return this.#thread.read('byClientId', { conversationId, senderId, clientId })
  }

  ownReactions(
    userId: UserId,
    conversationId: ConversationId,
    seqs: readonly number[],
  ): Promise<Map<number, string[]>> {
    return this.#thread.read('ownReactions', userId, conversationId, seqs)
  }

  reactors(query: ReactorQuery): Promise<StoredReaction[]> {
    return this.#thread.read('reactors', query)
  }

  states(conversationId: ConversationId, seq: number): Promise<MessageState[]> {
    return this.#thread.read('states', conversationId, seq)
  }

  pins(conversationId: ConversationId): Promise<Message[]> {
    return this.#thread.read('pins', conversationId)
  }

  expired(at: Date, limit: number): Promise<Message[]> {
    return this.#thread.read('expired', at, limit)
  }

  mentions(query: MentionQuery): Promise<FoundMentions> {
    return this.#thread.read('mentions', query)
  }

  page(conversationId: ConversationId, anchor: PageAnchor, limit: number): Promise<StoredPage> {
    return this.#thread.read('page', conversationId, anchor, limit)
  }

  changesAfter(conversationId: ConversationId, rev: number, limit: number): Promise<StoredChanges> {
    return this.#thread.read('changesAfter', conversationId, rev, limit)
  }

  heads(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, Head>> {
    return this.#thread.read('heads', conversationIds)
  }

  overview(
    userId: UserId,
    positions: readonly ReadPosition[],
    blocked?: readonly UserId[],
    at?: Date,
  ): Promise<Map<ConversationId, Overview>> {
    return this.#thread.read('overview', userId, positions, blocked, at)
  }

  hasWritten(userId: UserId, stretches: readonly Stretch[]): Promise<boolean> {
    return this.#thread.read('hasWritten', userId, stretches)
  }

  /** In slices, of all searches one at a time, so that writes come in between. */
  async search(search: MessageSearch): Promise<FoundMessages> {
    const endsAtMs = performance.now() + searchLimitMs
    const hits: Message[] = []
    for (let { after } = search, searchedTo: string | null = null; ;) {
      const rest = { ...search, after, limit: search.limit - hits.length }
      const part = await this.#slice(rest)
      hits.push(...part.hits)
      if (part.next !== null) searchedTo = part.searchedTo ?? searchedTo
      if (part.next === null || part.complete || performance.now() > endsAtMs)
        return { ...part, hits, searchedTo: part.next && searchedTo }
      after = part.next
    }
  }

  epoch(): Promise<string> {
    return this.#thread.read('epoch')
  }

  /** What is here takes the place of a longer history: clients must not go on from what they have of that one. */
  beginNewHistory(): Promise<void> {
    return this.#thread.call('beginNewHistory')
  }

  exportAfter(position: ArchivePosition | null, limit: number): Promise<ArchivedMessage[]> {
    return this.#thread.call('exportAfter', position, limit)
  }

  importBatch(messages: readonly ArchivedMessage[]): Promise<void> {
    return this.#thread.call('importBatch', messages)
  }

  lastPosition(): Promise<ArchivePosition | null> {
    return this.#thread.call('lastPosition')
  }

  async #slice(search: MessageSearch): Promise<FoundMessages> {
    const release = await this.#searches.acquire()
    try {
      return await this.#thread.read('search', search)
    } finally {
      release()
    }
  }

  async ping(): Promise<void> {
    await this.#thread.read('ready')
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}

export interface MessagePlace extends Pick<ThreadOptions, 'onNotice'> {
  readonly dataDir: string
}

/** @throws Unavailable when the file cannot be opened, or was written by a newer version */
export async function openMessageStore({ dataDir, ...options }: MessagePlace): Promise<SqliteMessageStore> {
  const script = new URL('./worker.ts', import.meta.url)
  return new SqliteMessageStore(await ThreadCalls.open(script, join(dataDir, 'messages.db'), options))
}

function outcomeOf(draft: MessageDraft, appended: Appended | undefined): AppendOutcome {
  if (!appended) throw new Unavailable('The message thread answered for fewer messages than it was given.')
  switch (appended.kind) {
    case 'conflict':
      return { kind: 'conflict' }
    case 'repeated':
      return { kind: 'repeated', seq: appended.seq, createdAt: new Date(appended.createdAtMs) }
    case 'stored':
      return { kind: 'stored', message: messageOf(storedDraft(draft, appended)) }
  }
}
