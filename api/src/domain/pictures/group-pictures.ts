import type { ConversationId } from '@parley/shared'

import type { FilePart } from '../../stores/files/file-bytes.ts'
import type { PictureOwner } from '../../stores/files/picture-store.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { refusingOutdated } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import type { Pictures, ReadPicture, SentPicture } from './pictures.ts'

interface GroupPictureParts {
  readonly pictures: Pictures
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly fanOut: FanOut
}

/** Of a group: set by its owner and moderators, seen by its members alone. */
export class GroupPictures {
  readonly #parts: GroupPictureParts

  constructor(parts: GroupPictureParts) {
    this.#parts = parts
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_moderator, rate_limited, and as Pictures#set */
  async set(viewer: Viewer, id: ConversationId, sent: SentPicture): Promise<void> {
    await this.#requireChange(viewer, id)
    const setting = this.#parts.pictures.set(viewer, ownerOf(id, viewer), sent)
    if (!(await refusingOutdated('edit', setting))) throw new DomainError('conversation_not_found')
    await this.#changed(viewer, id)
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_moderator, rate_limited */
  async remove(viewer: Viewer, id: ConversationId): Promise<void> {
    await this.#requireChange(viewer, id)
    const clearing = this.#parts.pictures.clear(ownerOf(id, viewer))
    if (await refusingOutdated('edit', clearing)) await this.#changed(viewer, id)
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

const ownerOf = (id: ConversationId, { userId: byId }: Viewer): PictureOwner => ({ kind: 'group', id, byId })
