import type { ClientId, Message } from '@parley/shared'
import { storedText } from '@parley/shared/text'

import type { LateEndpoints } from '../../api/late-endpoints.ts'
import { withPinsOf } from '../../state/apply/answer.ts'
import { withMessage } from '../../state/apply/message.ts'
import { reactedBy, withoutReacting, withShown } from '../../state/apply/reactions.ts'
import type { Result } from '../../state/result.ts'
import type { ChangingActions } from '../actions.ts'
import type { LateContext } from './late-context.ts'

export function changingActions(
  { store, endpoints, uuid }: LateContext,
  late: LateEndpoints,
): ChangingActions {
  const changed = async (answer: Promise<Result<Message>>) => {
    const result = await answer
    if (result.ok) store.chat.update((chat) => withMessage(chat, result.value))
    return result
  }
  return {
    edit: async (id, seq, { text, ...base }) => {
      const result = await changed(late.editMessage(id, seq, { text: storedText(text), ...base }))
      if (!result.ok && result.failure.kind === 'refused' && result.failure.code === 'message_edited') {
        const page = await endpoints.messagesBySeq(id, [seq])
        if (page.ok) store.chat.update((chat) => page.value.items.reduce(withMessage, chat))
      }
      if (result.ok && result.value.mentionsAll === false) store.notify({ kind: 'not-for-all' })
      return result
    },
    pin: ({ conversationId, seq }, isOn) => changed(late.pin(conversationId, seq, isOn)),
    loadPins: async (id) => {
      const result = await late.pins(id)
      if (result.ok) store.chat.update((chat) => withPinsOf(chat, id, result.value))
      return result
    },
    forward: ({ conversationId, seq }, to, tried) => {
      const clientId = tried.get(to) ?? (uuid() as ClientId) // made in its form
      tried.set(to, clientId)
      return late.forwardMessage(to, clientId, { conversationId, seq })
    },
    states: ({ conversationId, seq }) => late.messageStates(conversationId, seq),
    clearStates: ({ conversationId, seq }) => changed(late.clearMessageStates(conversationId, seq)),
    remove: (id, seq) => changed(late.removeMessage(id, seq)),
    react: async (message, emoji, isOn) => {
      const reacting = { message, emoji, isOn }
      store.chat.update((chat) => withShown(chat, reactedBy(reacting)))
      const result = await late.react(message.conversationId, message.seq, emoji, isOn)
      store.chat.update((chat) =>
        result.ok
          ? withShown(withMessage(chat, result.value), result.value)
          : withoutReacting(chat, reacting),
      )
      return result
    },
  }
}
