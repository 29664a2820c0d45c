import { countryCodes, limits, type Location, type ProfilePatch } from '@parley/shared'

import type { UserPatch } from '../../../stores/user-store.ts'
import { DomainError, readAll } from '../../errors.ts'
import { cleanLine, cleanName, cleanText } from '../../texts.ts'

type Coordinates = NonNullable<Location['coordinates']>

/** The change as it is stored. @throws DomainError name_invalid, country_unknown, time_zone_unknown, invalid_request */
export function cleanPatch(patch: ProfilePatch): UserPatch {
  const { displayName, bio, pronouns, statusText, location, locationAudience, privacy } = patch
  const parts = readAll<(() => UserPatch)[]>(
    () =>
      given(displayName, (raw) => ({ displayName: cleanName(raw, limits.displayNameMax, '/displayName') })),
    () => given(bio, (raw) => ({ bio: cleanText(raw, limits.bioMax, '/bio') })),
    () => given(pronouns, (raw) => ({ pronouns: cleanLine(raw, limits.pronounsMax, '/pronouns') })),
    () => given(statusText, (raw) => ({ statusText: cleanLine(raw, limits.statusTextMax, '/statusText') })),
    () => given(location, (raw) => ({ location: cleanLocation(raw) })),
  )
  return {
    ...parts.reduce((all, part) => ({ ...all, ...part }), {}),
    ...(locationAudience !== undefined && { locationAudience }),
    ...(Object.keys(privacy ?? {}).length > 0 && { privacy }),
  }
}

/** Nothing of a part that was left out. */
const given = <Part>(raw: Part | undefined, clean: (raw: Part) => UserPatch): UserPatch =>
  raw === undefined ? {} : clean(raw)

function cleanLocation(raw: Location): Location {
  const [country, region, city, timeZone] = readAll(
    () => knownCountry(raw.country),
    () => cleanPlace(raw.region, '/location/region'),
    () => cleanPlace(raw.city, '/location/city'),
    () => knownTimeZone(raw.timeZone),
  )
  return { country, region, city, timeZone, coordinates: raw.coordinates && coarse(raw.coordinates) }
}

function knownCountry(country: string | null): string | null {
  if (country === null || countryCodes.has(country)) return country
  throw new DomainError('country_unknown', { field: '/location/country' })
}

function knownTimeZone(timeZone: string | null): string | null {
  if (timeZone === null || isTimeZone(timeZone)) return timeZone
  throw new DomainError('time_zone_unknown', { field: '/location/timeZone' })
}

const cleanPlace = (place: string | null, field: string): string | null =>
  place === null ? null : cleanLine(place, limits.placeNameMax, field) || null

/** Intl also knows offsets such as +01:00, which are no time zones: they know no summer. */
export function isTimeZone(name: string): boolean {
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
