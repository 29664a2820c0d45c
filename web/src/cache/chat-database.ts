import type { ConversationId, ConversationSummary, MessagePage, SignedIn } from '@parley/shared'
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'

import { emptyChat, type Chat } from '../state/chat.ts'
import type { Timeline } from '../state/timeline.ts'
import {
  changesOf,
  lackingOf,
  note,
  pageToKeep,
  withoutTexts,
  type About,
  type Changes,
  type KeptWindow,
  type Written,
} from './changes.ts'
import type { Kept } from './kept.ts'

interface Schema extends DBSchema {
  about: { key: 'about'; value: About }
  summaries: { key: ConversationId; value: ConversationSummary }
  windows: { key: ConversationId; value: KeptWindow }
}

const databaseName = 'parley-chat'
/** Raised with each change of what is kept: what was kept before is not read, but fetched anew. */
const formVersion = 3

/** Copies on this device of what the server has. They may go at any time, and nothing is lost with them. */
export class ChatDatabase {
  readonly #db: IDBPDatabase<Schema>
  #written: Written | null = null

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db
  }

  static async open(onEnd: () => void): Promise<ChatDatabase> {
    const db = await openDB<Schema>(databaseName, formVersion, {
      upgrade: (opened) => {
        for (const name of opened.objectStoreNames) opened.deleteObjectStore(name)
        for (const name of ['about', 'summaries', 'windows'] as const) opened.createObjectStore(name)
      },
      blocking: (_current, _blocked, event) => {
        onEnd()
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated: onEnd,
    })
    return new ChatDatabase(db)
  }

  static remove(): Promise<void> {
    return deleteDB(databaseName)
  }

  async load(): Promise<Kept | null> {
    const reading = this.#db.transaction(['about', 'summaries'])
    const about = await reading.objectStore('about').get('about')
    return about ? keptOf(about, await reading.objectStore('summaries').getAll()) : null
  }

  /** Null also where it is of another history. */
  async window(id: ConversationId, epoch: string | null): Promise<Timeline | null> {
    const kept = await this.#db.get('windows', id)
    return kept && (epoch === null || kept.epoch === epoch) ? kept.timeline : null
  }

  async keep(chat: Chat, signedIn: SignedIn): Promise<void> {
    const written = await this.#known()
    const changes = changesOf(chat, signedIn, written)
    await this.#write(changes)
    note(changes, written)
  }

  async lacking(chat: Chat): Promise<ConversationId[]> {
    return lackingOf(chat, await this.#known())
  }

  async keepPage(chat: Chat, id: ConversationId, page: MessagePage): Promise<void> {
    const written = await this.#known()
    const kept = pageToKeep(chat, id, page, await this.window(id, chat.epoch))
    if (!kept) return
    await this.#db.put('windows', kept, id)
    written.windows.set(id, withoutTexts(kept))
  }

  close(): void {
    this.#db.close()
  }

  async #known(): Promise<Written> {
    return (this.#written ??= await this.#found())
  }

  async #found(): Promise<Written> {
    const summaries = await this.#db.getAll('summaries')
    const windows = await this.#db.getAll('windows')
    return {
      summaries: new Map(summaries.map((summary) => [summary.conversation.id, summary])),
      windows: new Map(windows.map((kept) => [kept.timeline.conversationId, withoutTexts(kept)])),
    }
  }

  async #write({ about, summaries, windows, withoutSummary, withoutWindow }: Changes): Promise<void> {
    const writing = this.#db.transaction(['about', 'summaries', 'windows'], 'readwrite')
    const [summaryStore, windowStore] = [writing.objectStore('summaries'), writing.objectStore('windows')]
    await Promise.all([
      writing.objectStore('about').put(about, 'about'),
      ...summaries.map((summary) => summaryStore.put(summary, summary.conversation.id)),
      ...windows.map((kept) => windowStore.put(kept, kept.timeline.conversationId)),
      ...withoutSummary.map((id) => summaryStore.delete(id)),
      ...withoutWindow.map((id) => windowStore.delete(id)),
      writing.done,
    ])
  }
}

function keptOf(
  { signedIn, epoch, blocked, people, order }: About,
  summaries: readonly ConversationSummary[],
): Kept {
  const byId = new Map(summaries.map((summary) => [summary.conversation.id, summary]))
  const conversations = order.flatMap((id) => byId.get(id) ?? [])
  const chat: Chat = {
    ...emptyChat(signedIn.user.id),
    epoch,
    listed: true,
    blocked: new Set(blocked),
    people: new Map(people.map((card) => [card.id, card])),
    conversations: new Map(conversations.map((summary) => [summary.conversation.id, summary])),
  }
  return { signedIn, chat }
}
