import type { StoredFile } from '../../stores/files/file-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { Log } from '../ports.ts'
import { later, unsentKeptMs } from './due.ts'
import { carries } from './file-service.ts'

const batch = 100
const retryMs = 60_000

type Stores = Pick<ConversationStores, 'messages' | 'conversations' | 'files' | 'fileBytes' | 'scheduled'>

/** Looks at files of which somebody has doubts, and removes those that no message has. One instance at a time. */
export class FileSweep {
  readonly #stores: Stores
  readonly #log: Log

  constructor(stores: Stores, log: Log) {
    this.#stores = stores
    this.#log = log
  }

  /** @throws Unavailable */
  async sweep(now: Date): Promise<void> {
    for (;;) {
      const due = await this.#stores.files.due(now, batch)
      for (const file of due) await this.#look(file, now)
      if (due.length < batch) return
    }
  }

  /** One that cannot be removed goes behind the others, and is tried again. */
  async #look(file: StoredFile, now: Date): Promise<void> {
    const { files } = this.#stores
    try {
      const again = await this.#neededUntil(file)
      if (again !== null && again <= now) await this.#remove(file)
      else await files.settle(file, again)
    } catch (err) {
      this.#log.warn({ err, fileId: file.id }, 'a file could not be removed; it is tried again')
      await files.settle(file, later(now, retryMs))
    }
  }

  /** Null where nothing but its message says until when. */
  async #neededUntil(file: StoredFile): Promise<Date | null> {
    const { messages, conversations, scheduled } = this.#stores
    const gone = new Date(0)
    if (file.owner === null || file.sha256 === null) return gone
    const { conversationId, clientId } = file.owner
    const message = await messages.byClientId(conversationId, file.uploaderId, clientId)
    if (message === null) {
      const isScheduled = (await scheduled.of({ ...file.owner, userId: file.uploaderId })) !== null
      return isScheduled ? null : later(file.createdAt, unsentKeptMs)
    }
    const isThere = carries(message, file) && (await conversations.byId(conversationId)) !== null
    return isThere ? null : gone
  }

  async #remove(file: StoredFile): Promise<void> {
    const { files, fileBytes } = this.#stores
    if (!(await files.condemn(file))) return
    if (!(await files.isShared(file))) await fileBytes.remove(file.contentId)
    await files.remove(file.id)
  }
}
