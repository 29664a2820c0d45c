import { countryCodes, limits, type Location, type ProfilePatch } from '@parley/shared'

import type { UserPatch } from '../../../stores/user-store.ts'
import { DomainError } from '../../errors.ts'
import { cleanLine, cleanName, cleanText } from '../../texts.ts'

type Coordinates = NonNullable<Location['coordinates']>

/** The change as it is stored. @throws DomainError name_invalid, country_unknown, time_zone_unknown, invalid_request */
export function cleanPatch(patch: ProfilePatch): UserPatch {
  return {
    ...(patch.displayName !== undefined && {
      displayName: cleanName(patch.displayName, limits.displayNameMax, '/displayName'),
    }),
    ...(patch.bio !== undefined && { bio: cleanText(patch.bio, limits.bioMax, '/bio') }),
    ...(patch.pronouns !== undefined && {
      pronouns: cleanLine(patch.pronouns, limits.pronounsMax, '/pronouns'),
    }),
    ...(patch.statusText !== undefined && {
      statusText: cleanLine(patch.statusText, limits.statusTextMax, '/statusText'),
    }),
    ...(patch.location !== undefined && { location: cleanLocation(patch.location) }),
    ...(patch.locationAudience !== undefined && { locationAudience: patch.locationAudience }),
    ...(Object.keys(patch.privacy ?? {}).length > 0 && { privacy: patch.privacy }),
  }
}

function cleanLocation(location: Location): Location {
  const { country, timeZone } = location
  if (country !== null && !countryCodes.has(country)) {
    throw new DomainError('country_unknown', { field: '/location/country' })
  }
  if (timeZone !== null && !isTimeZone(timeZone)) {
    throw new DomainError('time_zone_unknown', { field: '/location/timeZone' })
  }
  return {
    country,
    region: cleanPlace(location.region, '/location/region'),
    city: cleanPlace(location.city, '/location/city'),
    timeZone,
    coordinates: location.coordinates && coarse(location.coordinates),
  }
}

const cleanPlace = (place: string | null, field: string): string | null =>
  place === null ? null : cleanLine(place, limits.placeNameMax, field) || null

/** Intl also knows offsets such as +01:00, which are no time zones: they know no summer. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

const coarse = ({ latitude, longitude }: Coordinates): Coordinates => ({
  latitude: toOneDecimal(latitude),
  longitude: toOneDecimal(longitude),
})

/** Adding 0 turns -0 into 0, which JSON could not keep apart. */
const toOneDecimal = (degrees: number): number => Math.round(degrees * 10) / 10 + 0
