import type { Presence, Profile } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { lastSeen, timeZoneClock } from './time.ts'

export function presenceText(presence: Presence | null, now: Date): string {
  if (!presence) return ''
  if (presence.online) return words.presence.online
  return presence.lastSeenAt ? lastSeen(presence.lastSeenAt, now) : words.presence.offline
}

/** What their clocks say; empty where nothing is known of it. */
export function localTimeText(profile: Profile | null, now: Date): string {
  const zone = profile?.location?.timeZone
  const clock = zone ? timeZoneClock(zone, now) : null
  return clock ? `${clock} · ${zone ?? ''}` : ''
}
