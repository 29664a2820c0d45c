import type { Collections } from './collections.ts'
import { ConversationHeads } from './conversation-heads.ts'
import { ConversationTurns } from './conversation-turns.ts'
import { ConversationOverviews } from './conversation-overviews.ts'
import { Departures } from './departures.ts'
import { MongoMessageArchive } from './message-archive.ts'
import { MessageAppender } from './message-appender.ts'
import { MessageChanger } from './message-changer.ts'
import { MessageFinder } from './message-finder.ts'
import { MessageNumbers } from './message-numbers.ts'
import { MessagePages } from './message-pages.ts'
import { UnreadCounts } from './unread-counts.ts'

export type MessageParts = ReturnType<typeof messageParts>

/** What the store is put together from. */
export const messageParts = (collections: Collections) => {
  const heads = new ConversationHeads(collections)
  const numbers = new MessageNumbers(collections, heads)
  const turns = new ConversationTurns(collections, heads)
  return {
    heads,
    archive: new MongoMessageArchive(collections, heads),
    appender: new MessageAppender(collections, numbers, turns, new Departures(collections)),
    changer: new MessageChanger(collections, numbers, turns),
    pages: new MessagePages(collections, numbers),
    finder: new MessageFinder(collections),
    overviews: new ConversationOverviews(heads, new UnreadCounts(collections)),
  }
}
