import type { ConversationId } from '@parley/shared'

import type { Endpoints } from '../../api/endpoints.ts'
import { success, type Result } from '../../state/result.ts'
import type { Store } from '../../state/store.ts'

/**
 * The first message from a moment on; null where nothing is that late. Found by halving: seqs have no holes, and though no
 * clock promises it, what comes later has a later time but for moments.
 */
export async function seqSince(
  store: Store,
  { messages }: Pick<Endpoints, 'messages'>,
  id: ConversationId,
  moment: Date,
): Promise<Result<number | null>> {
  const latest = await messages(id, null, 1)
  if (!latest.ok) return latest
  const isBefore = (createdAt: string) => new Date(createdAt) < moment
  const [last] = latest.value.items
  if (!last || isBefore(last.createdAt)) return success(null)
  let low = store.chat.get().conversations.get(id)?.membership.readsFromSeq ?? 1
  let high = last.seq
  while (low < high) {
    const middle = (low + high) >> 1
    const answer = await messages(id, { after: middle - 1 }, 1)
    if (!answer.ok) return answer
    const [met] = answer.value.items
    if (met && isBefore(met.createdAt)) low = middle + 1
    else high = middle
  }
  return success(low)
}
