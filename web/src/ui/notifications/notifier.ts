import type { ConversationSummary } from '@parley/shared'

import { derived } from '../../state/observable.ts'
import type { ConnectionState } from '../../state/session.ts'
import { isForViewer } from '../../state/unread.ts'
import type { Client } from '../client.ts'
import { Chime } from './chime.ts'
import { Gaze } from './gaze.ts'
import { Turn } from './locks.ts'
import { arrivalsSince, headsOf, newsOf, type Arrival, type Heads } from './news.ts'
import { isOn, isQuiet } from './settings.ts'
import { ShownNotifications } from './shown.ts'
import { followCount } from './signs.ts'

let hasBegun = false

/** Tells whoever looks elsewhere what others write, from now on and as long as the page is there. */
export function beginNotifying(client: Client): void {
  if (hasBegun) return
  hasBegun = true
  new Notifier(client).begin()
  followCount(client.state.unreadConversations)
}

/** All tabs hear of a message; one shows the notification, and one rings. */
class Notifier {
  readonly #client: Client
  readonly #shown: ShownNotifications
  readonly #gaze: Gaze
  readonly #chime = new Chime(() => performance.now())
  readonly #turn = new Turn('parley.notifications')
  #heads: Heads | null = null

  constructor(client: Client) {
    this.#client = client
    this.#shown = new ShownNotifications(client.state, client.router)
    this.#gaze = new Gaze(client.router.route)
  }

  begin(): void {
    const { connection, conversations, isCaughtUp } = this.#client.state
    connection.subscribe(({ kind }) => this.#stand(kind))
    const known = derived([conversations, isCaughtUp], (list, isNow) => ({ list, isNow }))
    known.subscribe(({ list, isNow }) => this.#follow(list, isNow))
  }

  /** A tab that the server has turned away hears nothing, and would leave one untold, also while it tries again. */
  #stand(connection: ConnectionState['kind']): void {
    if (connection === 'refused') {
      this.#turn.leave()
      this.#chime.end()
    } else if (connection !== 'connecting') {
      this.#turn.stand()
      this.#chime.begin()
    }
  }

  /** What was there when one came is no news; what has come while the connection was away is. */
  #follow(summaries: readonly ConversationSummary[] | null, isCaughtUp: boolean): void {
    this.#shown.follow(summaries)
    const { state } = this.#client
    const session = state.session.get()
    if (summaries === null || session.kind !== 'signed-in') this.#heads = null
    if (summaries === null || session.kind !== 'signed-in' || !isCaughtUp) return
    const before = this.#heads
    this.#heads = headsOf(summaries)
    const reader = { viewerId: session.me.id, blocked: state.blocked.get() }
    if (!before) return
    const mentioning = ({ conversation, membership }: ConversationSummary) =>
      state
        .timeline(conversation.id)
        .get()
        ?.messages.findLast((message) => message.seq > membership.readSeq && isForViewer(message, reader))
    void this.#tell(arrivalsSince(before, summaries, reader, mentioning))
  }

  async #tell(arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length === 0 || isQuiet(this.#client.clock.read())) return
    const news = newsOf(arrivals, await this.#gaze.everywhere())
    const summaries = this.#client.state.conversations.get()
    if (!news || summaries === null) return
    if (isOn('sound')) this.#chime.ring()
    if (!this.#turn.isOurs || !isOn('shown') || !mayShow()) return
    this.#shown.show(news)
    this.#shown.follow(summaries) // it may have been read meanwhile
  }
}

const mayShow = (): boolean => 'Notification' in window && Notification.permission === 'granted'
