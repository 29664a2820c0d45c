import { openPrivacy, type Location, type Privacy } from '@parley/shared'
import type { Insertable, Selectable, Updateable } from 'kysely'

import type { User, UserPatch } from '../../../stores/user-store.ts'
import { flagOf } from '../flags.ts'
import { toDate, toDateOrNull, toMs } from '../instants.ts'
import type { UsersTable } from '../tables.ts'

export function fromUser(user: User): Insertable<UsersTable> {
  return {
    id: user.id,
    username: user.username,
    ...fromLocation(user.location),
    display_name: user.displayName,
    picture: user.picture,
    password_hash: user.passwordHash,
    bio: user.bio,
    pronouns: user.pronouns,
    status_text: user.statusText,
    location_audience: user.locationAudience,
    ...fromPrivacy(user.privacy),
    created_at: toMs(user.createdAt),
    last_seen_at: user.lastSeenAt && toMs(user.lastSeenAt),
    deleted_at: user.deletedAt && toMs(user.deletedAt),
  }
}

/** Fields that the patch leaves out are undefined, which Kysely leaves out of the statement. */
export function fromPatch(patch: UserPatch): Updateable<UsersTable> {
  return {
    ...(patch.location && fromLocation(patch.location)),
    ...(patch.privacy && fromPrivacy(patch.privacy)),
    display_name: patch.displayName,
    bio: patch.bio,
    pronouns: patch.pronouns,
    status_text: patch.statusText,
    location_audience: patch.locationAudience,
  }
}

/** What is left of a deleted account. */
export const emptied = {
  ...fromLocation({ country: null, region: null, city: null, timeZone: null, coordinates: null }),
  ...fromPrivacy(openPrivacy),
  display_name: '',
  picture: null,
  password_hash: '',
  bio: '',
  pronouns: '',
  status_text: '',
  location_audience: 'nobody',
  last_seen_at: null,
} as const satisfies Updateable<UsersTable>

export function toUser(row: Selectable<UsersTable>): User {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    picture: row.picture,
    passwordHash: row.password_hash,
    bio: row.bio,
    pronouns: row.pronouns,
    statusText: row.status_text,
    location: toLocation(row),
    locationAudience: row.location_audience,
    privacy: toPrivacy(row),
    createdAt: toDate(row.created_at),
    lastSeenAt: toDateOrNull(row.last_seen_at),
    deletedAt: toDateOrNull(row.deleted_at),
  }
}

function fromLocation({ country, region, city, timeZone, coordinates }: Location) {
  return {
    country,
    region,
    city,
    time_zone: timeZone,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
  }
}

function toLocation(row: Selectable<UsersTable>): Location {
  const { country, region, city, time_zone: timeZone, latitude, longitude } = row
  const coordinates = latitude === null || longitude === null ? null : { latitude, longitude }
  return { country, region, city, timeZone, coordinates }
}

function fromPrivacy({ writers, adders, presence, readReceipts, namedInForwards }: Partial<Privacy>) {
  return {
    ...{ writers, adders, presence_audience: presence },
    read_receipts: flagOf(readReceipts),
    named_in_forwards: flagOf(namedInForwards),
  } as const
}

export const toPrivacy = (row: Selectable<UsersTable>): Privacy => ({
  writers: row.writers,
  adders: row.adders,
  presence: row.presence_audience,
  readReceipts: row.read_receipts === 1,
  namedInForwards: row.named_in_forwards === 1,
})
