import type { ServerFrame } from '@parley/shared'

import type { BusEvent } from '../bus/events.ts'

/** The frame for everyone in a conversation; null for events that are not a conversation's. */
export function conversationFrame(event: BusEvent): ServerFrame | null {
  switch (event.type) {
    case 'message':
    case 'change':
    case 'read':
    case 'typing':
    case 'conversation-changed':
      return event
    case 'joined':
    case 'left':
    case 'membership-changed':
    case 'sessions-ended':
    case 'presence':
    case 'recheck':
      return null
  }
}
