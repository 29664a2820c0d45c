import type { ConversationId } from '@parley/shared'

import type { FilePart } from '../../stores/files/file-bytes.ts'
import type { PictureOwner } from '../../stores/files/picture-store.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import type { Pictures, ReadPicture, SentPicture } from './pictures.ts'

interface GroupPictureParts {
  readonly pictures: Pictures
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly fanOut: FanOut
}

/** Of a group: set by its owner, seen by its members alone. */
export class GroupPictures {
  readonly #parts: GroupPictureParts

  constructor(parts: GroupPictureParts) {
    this.#parts = parts
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_moderator, rate_limited, and as Pictures#set */
  async set(viewer: Viewer, id: ConversationId, sent: SentPicture): Promise<void> {
    const { pictures } = this.#parts
    await this.#requireChange(viewer, id)
    if (!(await pictures.set(viewer, ownerOf(id), sent))) throw new DomainError('conversation_not_found')
    await this.#changed(viewer, id)
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_moderator, rate_limited */
  async remove(viewer: Viewer, id: ConversationId): Promise<void> {
    await this.#requireChange(viewer, id)
    if (await this.#parts.pictures.clear(ownerOf(id))) await this.#changed(viewer, id)
  }

  /** @throws DomainError conversation_not_found, picture_not_found */
  async read(viewer: Viewer, id: ConversationId, hash: string, part: FilePart): Promise<ReadPicture> {
    await this.#parts.access.membership(viewer.userId, id)
    return this.#parts.pictures.read(id, hash, part)
  }

  async #requireChange({ userId }: Viewer, id: ConversationId): Promise<void> {
    await this.#parts.access.groupFor('edit', userId, id)
    this.#parts.fanOut.requireGroupChange(userId, id)
  }

  async #changed({ userId }: Viewer, id: ConversationId): Promise<void> {
    await this.#parts.groupEvents.updated(id, userId, [{ kind: 'picture-changed' }])
  }
}

const ownerOf = (id: ConversationId): PictureOwner => ({ kind: 'group', id })
