import { Type, type Static } from 'typebox'

import { UserId } from '../ids.ts'
import * as limits from '../limits.ts'
import { Instant, line, multiline, nullable, object, page, PictureHash } from './common.ts'
import { Audience, Privacy } from './privacy.ts'

export const Username = Type.String({
  maxLength: 128,
  description:
    '3 to 32 of `a-z`, `0-9`, `.`, `_` and `-`, with a letter or digit among them. `A-Z` are read as `a-z`, and blanks around it are dropped. Nothing else is mapped, but when one signs in, where NFKC comes first. The length here is the raw one.',
  examples: ['ada.lovelace'],
})
/** Its rule is checked by the account service, which says which part of it was broken. */
export const Password = Type.String({
  maxLength: 2_048,
  description: '10 to 256 characters of any script; compared after NFC.',
  examples: ['correct horse battery'],
})
export const DisplayName = line({
  maxLength: limits.rawMax(limits.displayNameMax),
  description: `1 to ${limits.displayNameMax} characters in the form in which it is stored: one line in NFC, without what cannot be seen.`,
  examples: ['Ada Lovelace'],
})

/** As much of a person as a list shows. */
export const UserCard = object(
  {
    id: UserId,
    username: Type.String({ examples: ['ada.lovelace'] }),
    displayName: Type.String({ examples: ['Ada Lovelace'] }),
    deleted: Type.Boolean({ description: 'The account was deleted; its messages stay.' }),
    picture: Type.Optional(PictureHash),
  },
  { $id: 'UserCard' },
)
export type UserCard = Static<typeof UserCard>

export const Coordinates = object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90, examples: [51.5] }),
    longitude: Type.Number({ minimum: -180, maximum: 180, examples: [-0.1] }),
  },
  { description: 'Kept to one decimal, about 11 km: whatever is finer is rounded before it is stored.' },
)

export const TimeZone = Type.String({
  maxLength: 64,
  description: 'A name of the IANA database.',
  examples: ['Europe/London'],
})

export const Location = object(
  {
    country: nullable(
      Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.', examples: ['GB'] }),
    ),
    region: nullable(Type.String({ examples: ['England'] })),
    city: nullable(Type.String({ examples: ['London'] })),
    timeZone: nullable(TimeZone),
    coordinates: nullable(Coordinates),
  },
  { $id: 'Location' },
)
export type Location = Static<typeof Location>

/** A person as another one may see them. */
export const Profile = object(
  {
    ...UserCard.properties,
    bio: Type.String({ examples: ['Notes on the Analytical Engine.'] }),
    pronouns: Type.String({ examples: ['she/her'] }),
    statusText: Type.String({ examples: ['Away until Monday'] }),
    createdAt: Instant,
    location: nullable(Location),
  },
  { $id: 'Profile', description: '`location` is null for those who may not see it.' },
)
export type Profile = Static<typeof Profile>

/** A person as they see themselves. */
export const Me = object(
  { ...Profile.properties, location: Location, locationAudience: Audience, privacy: Privacy },
  { $id: 'Me', description: 'A person as they see themselves.' },
)
export type Me = Static<typeof Me>

const lineUpTo = (storedMax: number, example: string) =>
  line({
    maxLength: limits.rawMax(storedMax),
    description: `Up to ${storedMax} characters in the form in which it is stored.`,
    examples: [example],
  })

/** A place as its person gives it. */
const LocationChange = object({
  ...Location.properties,
  region: nullable(lineUpTo(limits.placeNameMax, 'England')),
  city: nullable(lineUpTo(limits.placeNameMax, 'London')),
})

export const ProfilePatch = object(
  {
    displayName: Type.Optional(DisplayName),
    bio: Type.Optional(
      multiline({
        maxLength: limits.rawMax(limits.bioMax),
        description: `Up to ${limits.bioMax} characters in the form in which it is stored.`,
        examples: ['Notes on the Analytical Engine.'],
      }),
    ),
    pronouns: Type.Optional(lineUpTo(limits.pronounsMax, 'she/her')),
    statusText: Type.Optional(lineUpTo(limits.statusTextMax, 'Away until Monday')),
    location: Type.Optional(LocationChange),
    locationAudience: Type.Optional(Audience),
    privacy: Type.Optional(Type.Partial(Privacy, { additionalProperties: false })),
  },
  { description: 'Fields that are left out stay as they are; `location` is replaced whole.' },
)
export type ProfilePatch = Static<typeof ProfilePatch>

export const UserPage = page(UserCard, 'UserPage')
export type UserPage = Static<typeof UserPage>

export const UserList = object(
  { items: Type.Array(UserCard, { maxItems: limits.idsPerRequestMax }) },
  { $id: 'UserList', description: 'Those of the people asked for that exist, in no order.' },
)
export type UserList = Static<typeof UserList>
