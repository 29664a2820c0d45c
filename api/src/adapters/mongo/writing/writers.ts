import { ConversationLease } from './conversation-lease.ts'
import { KnownHeads } from './known-heads.ts'
import { MessageAppender } from './message-appender.ts'
import { MessageChanger } from './message-changer.ts'

/** Both of one store, which share the leases and what is known of heads. */
export const newWriters = () => {
  const [known, lease] = [new KnownHeads(), new ConversationLease()]
  return { appender: new MessageAppender(known, lease), changer: new MessageChanger(known, lease) }
}
