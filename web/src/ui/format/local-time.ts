import type { Profile } from '@parley/shared'

import { clockOptions, format } from './time.ts'

/** What their clocks say; empty where nothing is known of it. */
export function localTimeText(profile: Profile | null, now: Date): string {
  const zone = profile?.location?.timeZone
  const clock = zone ? timeZoneClock(zone, now) : null
  return clock ? `${clock} · ${zone ?? ''}` : ''
}

function timeZoneClock(timeZone: string, now: Date): string | null {
  try {
    return format({ ...clockOptions(), timeZone }).format(now)
  } catch {
    // A zone that this browser's database does not have yet: the name alone is shown.
    return null
  }
}
