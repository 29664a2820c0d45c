import { Type, type Static } from 'typebox'

import { SessionId } from '../ids.ts'
import * as limits from '../limits.ts'
import { choice, Instant, object, page, nullable } from './common.ts'
import { InvitationToken } from './invitation-link.ts'
import { DisplayName, Me, Password, TimeZone, Username } from './user.ts'

export const Registration = object(
  {
    username: Username,
    password: Password,
    displayName: DisplayName,
    timeZone: Type.Optional(
      Type.String({
        ...TimeZone,
        description: 'That of the device; one that is not known here is left out.',
      }),
    ),
    invitationToken: Type.Optional(
      Type.String({
        ...InvitationToken,
        description: 'Of an invitation link: one registers and joins its group, or neither.',
      }),
    ),
  },
  {
    examples: [
      {
        username: 'ada.lovelace',
        password: 'correct horse battery',
        displayName: 'Ada Lovelace',
        timeZone: 'Europe/London',
      },
    ],
  },
)
export type Registration = Static<typeof Registration>

export const Credentials = object({ username: Username, password: Password })
export type Credentials = Static<typeof Credentials>

export const PasswordChange = object({ currentPassword: Password, newPassword: Password })
export type PasswordChange = Static<typeof PasswordChange>

export const AccountDeletion = object({ password: Password })
export type AccountDeletion = Static<typeof AccountDeletion>

/** Who is signed in, and by which session. */
export const SignedIn = object(
  { user: Me, sessionId: SessionId },
  { $id: 'SignedIn', description: 'Who is signed in, and by which session.' },
)
export type SignedIn = Static<typeof SignedIn>

export const Session = object(
  {
    id: SessionId,
    device: Type.String({
      description: 'From the User-Agent header, shortened.',
      examples: ['Firefox on Linux'],
    }),
    address: Type.String({ examples: ['192.0.2.7'] }),
    createdAt: Instant,
    lastSeenAt: Instant,
    current: Type.Boolean({ description: 'The session that asks.' }),
  },
  { $id: 'Session' },
)
export type Session = Static<typeof Session>

export const SessionList = object(
  { items: Type.Array(Session, { maxItems: limits.sessionsPerUserMax }) },
  { $id: 'SessionList', description: 'One’s own sessions, the last used first.' },
)
export type SessionList = Static<typeof SessionList>

export const ActivityKind = choice([
  'registered',
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'password-changed',
  'session-ended',
  'other-sessions-ended',
  'profile-changed',
  'token-created',
  'token-revoked',
])
export type ActivityKind = Static<typeof ActivityKind>

export const Activity = object(
  {
    kind: ActivityKind,
    at: Instant,
    address: Type.String({ examples: ['192.0.2.7'] }),
    device: Type.String({ examples: ['Firefox on Linux'] }),
    tokenName: nullable(Type.String(), {
      description: 'Of the access token that was made or revoked. Null where it is about none.',
      examples: [null],
    }),
  },
  { $id: 'Activity' },
)
export type Activity = Static<typeof Activity>

export const ActivityPage = page(Activity, 'ActivityPage')
export type ActivityPage = Static<typeof ActivityPage>

export const PresenceState = object(
  {
    online: Type.Boolean(),
    lastSeenAt: nullable(Instant),
  },
  { description: '`lastSeenAt` is when the last connection ended; null while online or when unknown.' },
)
