import type { ConversationId, ConversationSummary, ServerFrame, UserId } from '@parley/shared'

import type { UserEvent } from '../../bus/events.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Log } from '../../domain/ports.ts'
import { encode } from '../socket/encode.ts'
import { deliver, type Person } from './room.ts'

export interface Summaries {
  /** @throws DomainError conversation_not_found */
  summary(userId: UserId, conversationId: ConversationId): Promise<ConversationSummary>
}

type UserEventOf<Type extends UserEvent['type']> = Extract<UserEvent, { type: Type }>

/** Sends a person's connections what concerns that person alone. */
export class UserEventDelivery {
  readonly #summaries: Summaries
  readonly #log: Log

  constructor(summaries: Summaries, log: Log) {
    this.#summaries = summaries
    this.#log = log
  }

  /** Never rejects: what cannot be sent now, the client is asked to fetch. */
  async deliver(person: Person, event: UserEvent): Promise<void> {
    if (event.type === 'sessions-ended') return endSessions(person, event.sessionIds)
    if (event.type === 'block') return tellBlock(person, event)
    if (event.type === 'privacy-changed') return // what follows from it is told for itself
    try {
      deliver(encode(await this.#frame(person.userId, event)), [person])
    } catch (error) {
      if (error instanceof DomainError) return // they have left it again meanwhile, of which they get an event
      this.#log.error({ err: error, event: event.type }, 'a user event could not be delivered')
      deliver(encode({ type: 'resync' }), [person])
    }
  }

  async #frame(
    userId: UserId,
    event: Exclude<UserEvent, { type: 'sessions-ended' | 'block' | 'privacy-changed' }>,
  ): Promise<ServerFrame> {
    switch (event.type) {
      case 'joined':
        return {
          type: 'conversation-added',
          summary: await this.#summaries.summary(userId, event.conversationId),
        }
      case 'join-requests-changed':
      case 'membership-changed': {
        const { conversation, membership } = await this.#summaries.summary(userId, event.conversationId)
        return { type: 'conversation-changed', conversation, membership }
      }
      case 'left':
        return { type: 'conversation-removed', conversationId: event.conversationId, reason: event.reason }
      case 'invited':
        return { type: 'invitation', invitation: event.invitation }
      case 'read':
      case 'invitation-ended':
      case 'join-request':
      case 'saved':
      case 'person-changed':
      case 'scheduled':
      case 'draft':
        return event
    }
  }
}

/** Who is blocked is told nothing. */
function tellBlock(person: Person, { blockerId, blockedId, isBlocked }: UserEventOf<'block'>): void {
  if (person.userId !== blockerId) return
  deliver(encode({ type: 'block', userId: blockedId, isBlocked }), [person])
}

function endSessions(person: Person, sessionIds: readonly string[]): void {
  for (const connection of person.connections) {
    if (sessionIds.includes(connection.viewer.sessionId)) connection.close('signedOut')
  }
}
