import type { ConversationId, ConversationList, Message, MessagePage } from '@parley/shared'

import type { ApiSession } from './api-session.ts'
import { untilAnswered } from './patience.ts'
import type { ClientState, HeldMessage } from './records.ts'
import { heldMessages, Replica } from './replica.ts'

const patienceMs = 30_000

/** Every message of these conversations, as the server has them now. */
export async function wholeHistory(
  session: ApiSession,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, HeldMessage[]>> {
  const history = new Map<ConversationId, HeldMessage[]>()
  for (const id of ids) history.set(id, heldMessages(await messagesOf(session, id)))
  return history
}

async function messagesOf(session: ApiSession, id: ConversationId): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const path = `/conversations/${id}/messages?after=${messages.at(-1)?.seq ?? 0}&limit=200`
    const { items } = await patiently(() => session.call<MessagePage>('GET', path))
    messages.push(...items)
    if (items.length === 0) return messages
  }
}

/** How far these conversations are. */
export async function revsOf(
  session: ApiSession,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, number>> {
  const { items } = await patiently(() => session.call<ConversationList>('GET', '/conversations'))
  const revs = new Map(items.map(({ conversation, rev }) => [conversation.id, rev]))
  return new Map(ids.map((id) => [id, revs.get(id) ?? 0]))
}

/** What somebody finds who comes now, with connections of their own: page by page, and by catching up from nothing. */
export async function freshReading(
  name: string,
  session: ApiSession,
  ids: readonly ConversationId[],
): Promise<ClientState[]> {
  const replica = new Replica(name, session, ids)
  const limit = setTimeout(() => replica.close(), patienceMs)
  replica.catchUpAll()
  await replica.settled()
  clearTimeout(limit)
  const pages = await wholeHistory(session, ids)
  session.close()
  return [
    { by: `${name}, by the changes`, conversations: replica.state() },
    { by: `${name}, by pages`, conversations: pages },
  ]
}

function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const endMs = performance.now() + patienceMs
  return untilAnswered(() => performance.now() > endMs, ask)
}
