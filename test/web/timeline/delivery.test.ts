import type { ConversationSummary, UserId } from '@parley/shared'
import t from 'tap'

import { lastDelivery } from '../../../web/src/state/outbox-item.ts'
import { me, peer, Truth } from '../../support/models/truth.ts'

/** A conversation of the two whose last message one of them wrote. */
function summaryOf(sender: UserId, peerReadSeq: number | null): ConversationSummary {
  const truth = new Truth()
  truth.send(sender)
  return { ...truth.summary(), peerReadSeq }
}

t.test('A list tells how far the last message has come, if it is one’s own', async (t) => {
  t.equal(lastDelivery(summaryOf(me, null), me), 'stored')
  t.equal(lastDelivery(summaryOf(me, 0), me), 'stored', 'not read so far')
  t.equal(lastDelivery(summaryOf(me, 1), me), 'seen')
  t.equal(lastDelivery(summaryOf(peer, 1), me), null, 'of what others wrote nothing')
  const notes = summaryOf(me, null)
  const conversation = { ...notes.conversation, kind: 'notes' as const }
  t.equal(lastDelivery({ ...notes, conversation }, me), null, 'nor among notes')
})
