import type { Collections } from './connection/collections.ts'
import { ConversationHeads } from './writing/conversation-heads.ts'
import { ConversationLease } from './writing/conversation-lease.ts'
import { ConversationOverviews } from './reading/conversation-overviews.ts'
import { Departures } from './writing/departures.ts'
import { MongoMessageArchive } from './message-archive.ts'
import { LastUnfolded } from './reading/last-unfolded.ts'
import { MessageAppender } from './writing/message-appender.ts'
import { MessageChanger } from './writing/message-changer.ts'
import { MessageFinder } from './reading/search.ts'
import { MessageNumbers } from './writing/heads.ts'
import { MessagePages } from './reading/message-pages.ts'
import { UnreadCounts } from './reading/unread-counts.ts'

export type MessageParts = ReturnType<typeof messageParts>

export const messageParts = (collections: Collections) => {
  const heads = new ConversationHeads(collections)
  const numbers = new MessageNumbers(collections, heads)
  const lease = new ConversationLease(collections, heads)
  return {
    heads,
    archive: new MongoMessageArchive(collections, heads),
    appender: new MessageAppender(collections, numbers, lease, new Departures(collections)),
    changer: new MessageChanger(collections, numbers, lease),
    pages: new MessagePages(collections, numbers),
    finder: new MessageFinder(collections),
    overviews: new ConversationOverviews(heads, new UnreadCounts(collections), new LastUnfolded(collections)),
  }
}
