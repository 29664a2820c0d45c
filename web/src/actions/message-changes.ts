import type { ClientId, ConversationId, Message } from '@parley/shared'
import { storedText } from '@parley/shared/text'

import type { Endpoints } from '../api/endpoints.ts'
import { withMessage } from '../state/apply/message.ts'
import type { Result } from '../state/result.ts'
import type { Store } from '../state/store.ts'
import type { MessageActions } from './actions.ts'

type Changes = Pick<MessageActions, 'edit' | 'remove' | 'states' | 'clearStates' | 'forwarding'>

/** What becomes of a message that is there. */
export function messageChanges(store: Store, endpoints: Endpoints, uuid: () => string): Changes {
  const changed = async (answer: Promise<Result<Message>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withMessage(chat, result.value))
    return result
  }
  return {
    edit: async (id, seq, { text, ...base }) => {
      const result = await changed(endpoints.editMessage(id, seq, { text: storedText(text), ...base }))
      if (!result.ok && result.failure.kind === 'refused' && result.failure.code === 'message_edited') {
        const page = await endpoints.messagesBySeq(id, [seq])
        if (page.ok) store.chat.update((chat) => page.value.items.reduce(withMessage, chat))
      }
      return result
    },
    remove: (id, seq) => changed(endpoints.removeMessage(id, seq)),
    states: ({ conversationId, seq }) => endpoints.messageStates(conversationId, seq),
    clearStates: ({ conversationId, seq }) => changed(endpoints.clearMessageStates(conversationId, seq)),
    forwarding: ({ conversationId, seq }) => {
      const clientIds = new Map<ConversationId, ClientId>()
      return (to) => {
        const clientId = clientIds.get(to) ?? (uuid() as ClientId) // made in its form
        clientIds.set(to, clientId)
        return endpoints.forwardMessage(to, clientId, { conversationId, seq })
      }
    },
  }
}
