import { Type, type Static } from 'typebox'

import { SessionId } from '../ids.ts'
import * as limits from '../limits.ts'
import { choice, Instant, line, nullable, object } from './common.ts'
import { Password } from './user.ts'

export const Scope = choice(['read', 'write', 'manage'], {
  description:
    'Each includes the one before. `read`: conversations, messages, people, one’s own profile. `write`: all that one does in conversations, groups of one’s own included. `manage`: the account as well: profile, privacy, blocks, sessions, activity, tokens, password and deletion.',
  examples: ['write'],
})
export type Scope = Static<typeof Scope>

export const AccessToken = object(
  {
    id: Type.Unsafe<SessionId>({
      ...SessionId,
      description: 'Names the token to its owner. Where a program is asked for its session, it stands there.',
    }),
    name: Type.String({ examples: ['Build bot'] }),
    scope: Scope,
    createdAt: Instant,
    expiresAt: nullable(Instant),
    lastUsedOn: nullable(Type.String({ description: 'A day, in UTC.' }), { examples: ['2026-03-02'] }),
    lastUsedFrom: nullable(Type.String({ description: 'A network.' }), { examples: ['192.0.2.0/24'] }),
  },
  { $id: 'AccessToken', description: 'What one knows of an access token after it was made.' },
)
export type AccessToken = Static<typeof AccessToken>

export const AccessTokenList = object(
  { items: Type.Array(AccessToken, { maxItems: limits.tokensPerUserMax }) },
  { $id: 'AccessTokenList', description: 'One’s own access tokens, the latest first.' },
)
export type AccessTokenList = Static<typeof AccessTokenList>

export const NewAccessToken = object({
  name: line({
    maxLength: limits.rawMax(limits.tokenNameMax),
    description: `1 to ${limits.tokenNameMax} characters in the form in which it is stored.`,
    examples: ['Build bot'],
  }),
  scope: Scope,
  expiresInDays: Type.Optional(
    nullable(Type.Integer({ minimum: 1, maximum: limits.tokenDaysMax, examples: [30] }), {
      description: `${limits.tokenDaysDefault} where nothing is said; null for a token that does not expire.`,
    }),
  ),
  password: Password,
})
export type NewAccessToken = Static<typeof NewAccessToken>

export const CreatedAccessToken = object(
  {
    ...AccessToken.properties,
    token: Type.String({
      description: 'The token itself, told this once. `parley_`, 43 characters, and a checksum of 6.',
      examples: ['parley_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg000000'],
    }),
  },
  { $id: 'CreatedAccessToken', description: 'A new access token, with the token itself.' },
)
export type CreatedAccessToken = Static<typeof CreatedAccessToken>
