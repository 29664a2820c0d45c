import type { Presence } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { lastSeen } from './time.ts'

export function presenceText(presence: Presence | null, now: Date): string {
  if (!presence) return ''
  if (presence.online) return words.presence.online
  return presence.lastSeenAt ? lastSeen(presence.lastSeenAt, now) : words.presence.offline
}
