import type { FileActions } from '../../actions/actions.ts'
import type { ShownFile } from '../../state/outbox-item.ts'

/** Where files are shown from: the server, or this device while they are on their way. */
export class FileUrls {
  readonly #actions: FileActions
  readonly #local = new Map<Blob, string>()

  constructor(actions: FileActions) {
    this.#actions = actions
  }

  of(file: ShownFile, part: 'content' | 'preview' = 'content'): string {
    return 'content' in file ? this.#localUrl(file.content) : this.#actions.url(file.id, part)
  }

  /** What is here is kept in memory until then. */
  revoke(): void {
    for (const url of this.#local.values()) URL.revokeObjectURL(url)
    this.#local.clear()
  }

  #localUrl(content: Blob): string {
    const url = this.#local.get(content) ?? URL.createObjectURL(content)
    this.#local.set(content, url)
    return url
  }
}
