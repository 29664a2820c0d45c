import { may, type ConversationId, type ExpireAfterSeconds } from '@parley/shared'

import type { ConversationStore } from '../../stores/conversation-store.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { lacking } from '../conversations/refusals.ts'
import type { Viewer } from '../viewer.ts'
import type { ConversationRules } from '../conversation-rules.ts'

interface ExpiryParts {
  readonly stores: { readonly conversations: ConversationStore }
  readonly access: ConversationAccess
  readonly fanOut: FanOut
  readonly groupEvents: GroupEvents
  readonly rules: ConversationRules
}

/** How long messages of a conversation last. */
export class ExpiryService {
  readonly #parts: ExpiryParts

  constructor(parts: ExpiryParts) {
    this.#parts = parts
  }

  /**
   * Of messages that are sent from now on. What is so already nobody is told again.
   * @throws DomainError conversation_not_found, not_owner, not_available, blocked_by_you, closed_by_you, rate_limited
   */
  async set(
    viewer: Viewer,
    id: ConversationId,
    expireAfterSeconds: ExpireAfterSeconds | null,
  ): Promise<void> {
    const { stores, access, fanOut, groupEvents, rules } = this.#parts
    const { kind, role } = await access.writable(viewer.userId, id)
    if (kind === 'group' && !may(role, 'configure')) throw lacking('configure')
    fanOut.requireGroupChange(viewer.userId, id)
    if (!(await stores.conversations.setExpiry(id, expireAfterSeconds))) return
    await rules.changed(id)
    await groupEvents.updated(id, viewer.userId, [{ kind: 'expiry-changed', expireAfterSeconds }])
  }
}
