import type { ServerFrame } from '@parley/shared'

import type { BusEvent } from '../../bus/events.ts'

/** The frame that is the same for everyone in a conversation; null for other events. */
export function conversationFrame(event: BusEvent): ServerFrame | null {
  switch (event.type) {
    case 'message':
    case 'change':
    case 'read':
    case 'conversation-changed':
      return event
    case 'joined':
    case 'left':
    case 'membership-changed':
    case 'block':
    case 'privacy-changed':
    case 'invited':
    case 'invitation-ended':
    case 'join-requests-changed':
    case 'join-request':
    case 'saved':
    case 'person-changed':
    case 'scheduled':
    case 'draft':
    case 'sessions-ended':
    case 'typing':
    case 'presence':
    case 'memberships-changed':
    case 'rules-changed':
      return null
  }
}
