import { dirname } from 'node:path'
import { parentPort } from 'node:worker_threads'

import type { ArchivedMessage } from '../../stores/message-archive.ts'
import type { MessageSearch } from '../../stores/message-store.ts'
import { BackgroundWork, type Slice } from './idle-work.ts'
import { openMessages } from './open-messages.ts'
import { MessageFinder } from './search/finder.ts'
import { MessageHistory } from './archive.ts'
import { noticing, serveCalls, workerPath } from '../sqlite/thread-calls.ts'
import { FailureNotice } from './failure-notice.ts'

/** How long a call that comes meanwhile waits at most, about. */
const searchSliceMs = 10

const files = openMessages(dirname(workerPath()), new FailureNotice(noticing('committing the tables')))
const { db, writes, grams, table, commits } = files
const found = new MessageFinder(db, grams)
const history = new MessageHistory(db, writes)

/** What is left then waits for more, or to be committed. */
const grow = ({ ms, isIdle }: Slice): boolean => {
  commits.catchUp()
  const goesOn = grams.grow(ms, !isIdle)
  if (isIdle && !goesOn) commits.commit()
  else commits.commitIfDue()
  return goesOn || writes.uncommitted !== null
}
const indexing = new BackgroundWork(grow, new FailureNotice(noticing('indexing for the search')))

/** Nothing is read while the tables lack something that was answered. */
const caughtUp =
  <Args extends unknown[], Result>(method: (...args: Args) => Result) =>
  (...args: Args): Result => {
    commits.catchUp()
    return method(...args)
  }

/** For what is not in the journal. */
const committed = (work: () => void): void => {
  commits.catchUp()
  work()
  commits.commit()
}

export const methods = {
  ready: () => true,
  append: (drafts: string) => commits.write('append', drafts),
  change: (changes: string) => commits.write('change', changes),
  ownReactions: caughtUp(table.ownReactions.bind(table)),
  mentions: caughtUp(table.mentions.bind(table)),
  reactors: caughtUp(table.reactors.bind(table)),
  states: caughtUp(table.states.bind(table)),
  pins: caughtUp(table.pins.bind(table)),
  expired: caughtUp(table.expired.bind(table)),
  bySeqs: caughtUp(table.bySeqs.bind(table)),
  byClientId: caughtUp(table.byClientId.bind(table)),
  page: caughtUp(table.page.bind(table)),
  changesAfter: caughtUp(table.changesAfter.bind(table)),
  heads: caughtUp(table.heads.bind(table)),
  search: caughtUp((search: MessageSearch) => found.slice(search, searchSliceMs)),
  overview: caughtUp(table.overview.bind(table)),
  hasWritten: caughtUp(table.hasWritten.bind(table)),
  epoch: caughtUp(history.epoch.bind(history)),
  exportAfter: caughtUp(history.exportAfter.bind(history)),
  lastPosition: caughtUp(history.lastPosition.bind(history)),
  beginNewHistory: () => committed(() => history.beginNewHistory()),
  importBatch: (messages: readonly ArchivedMessage[]) => {
    indexing.stop() // who serves them begins with the newest
    committed(() => history.importBatch(messages))
  },
  close: () => {
    indexing.stop()
    files.close()
  },
}

serveCalls(methods)
parentPort?.on('message', () => {
  indexing.called()
  commits.commitIfDue() // after the answer
})
