import type { FileId } from '@parley/shared'

import type { ApiClient } from '../../api/client.ts'
import { upload } from '../../api/upload.ts'
import { withEntry, withoutEntry } from '../../state/chat.ts'
import type { Value } from '../../state/observable.ts'
import type { OutboxFile } from '../../state/outbox-item.ts'
import { failed, refusedAs, success, type Failure, type Result } from '../../state/result.ts'

/** Brings the files of unsent messages to the server, one after the other. */
export class Uploads {
  readonly #api: ApiClient
  readonly #progress: Value<ReadonlyMap<string, number>>
  /** What is there already: only its message is tried again. */
  readonly #ids = new Map<string, FileId>()

  constructor(api: ApiClient, progress: Value<ReadonlyMap<string, number>>) {
    this.#api = api
    this.#progress = progress
  }

  /** Sends a message with the ids of its files, in their order, when all of them are there. */
  async send<Answer>(
    files: readonly OutboxFile[],
    signal: AbortSignal,
    ask: (ids: FileId[]) => Promise<Result<Answer>>,
  ): Promise<Result<Answer>> {
    const ids: FileId[] = []
    for (const file of files) {
      const result = await alone(file.uploadId, () => this.#one(file, signal))
      if (!result.ok) return result
      ids.push(result.value)
    }
    const reply = await ask(ids)
    // They are where they belong, or the server does not know them any more.
    if (reply.ok ? reply.value : isGone(reply.failure))
      for (const { uploadId } of files) this.#ids.delete(uploadId)
    return reply
  }

  async #one(file: OutboxFile, signal: AbortSignal): Promise<Result<FileId>> {
    const { uploadId } = file
    const known = this.#ids.get(uploadId)
    if (known) return success(known)
    if (signal.aborted) return failed({ kind: 'superseded' })
    // One on the disk may have been changed or removed since it was chosen.
    if (!(await isReadable(file.content))) return failed(refusedAs('file_not_found'))
    const progress = (part: number) => this.#progress.update((all) => withEntry(all, uploadId, part))
    progress(0)
    const result = await upload(this.#api, file, { progress, signal })
    this.#progress.update((all) => withoutEntry(all, uploadId))
    if (!result.ok) return result
    const { id } = result.value.file
    this.#ids.set(uploadId, id)
    return success(id)
  }
}

const isReadable = (content: Blob): Promise<boolean> =>
  content
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    )

const isGone = (failure: Failure): boolean => failure.kind === 'refused' && failure.code === 'file_not_found'

/** Two tabs that have one message upload it one after the other: the second finds it there. */
const alone = <Answer>(uploadId: string, work: () => Promise<Answer>): Promise<Answer> =>
  'locks' in navigator ? navigator.locks.request(`parley.upload.${uploadId}`, work) : work()
