import { editsBegun, replyBegun } from '../../state/draft-key.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'

type Place = Pick<QuoteContext, 'client' | 'conversationId'>

/** Changes of messages that were begun here and not finished. */
export const hasEditsKept = ({ client, conversationId }: Place): boolean =>
  editsBegun(client.state.drafts.get(), conversationId).length > 0

/** Which message the next one answers: kept with the draft, and like it one for all tabs. */
export const replyKept = ({ client, conversationId }: Place): number | null =>
  replyBegun(client.state.drafts.get(), conversationId)

/** Whether something stands over the box, or may: what is answered, or what another device has of the draft. */
export const hasBars = ({ client, conversationId }: Place): boolean =>
  (['reply', 'offer', 'files'] as const).some((kind) =>
    client.state.drafts.get().has(`${kind}:${conversationId}`),
  )

/** In the place of what another tab has put there. */
export function keepReply({ client, conversationId }: Place, seq: number | null): void {
  const key = `reply:${conversationId}` as const
  client.actions.drafts.look(key)
  client.actions.drafts.save(key, seq === null ? '' : String(seq), client.state.drafts.get().get(key) ?? '')
}
