import type { CreatedAccessToken, NewAccessToken, Scope, SignedIn } from '@parley/shared'
import type { FastifyInstance } from 'fastify'

import { anonymous, type Person } from './app.ts'
import { cookieOf } from './cookie-of.ts'

/** Another session of someone who is registered. */
export async function signIn(app: FastifyInstance, { user, password }: Person): Promise<Person> {
  const payload = { username: user.username, password }
  const reply = await app.inject({ method: 'POST', url: '/api/v1/session', headers: anonymous, payload })
  if (reply.statusCode !== 200) throw new Error(`${user.username} could not sign in: ${reply.body}`)
  const cookie = cookieOf(reply.headers['set-cookie'])
  return { ...reply.json<SignedIn>(), password, cookie, headers: { ...anonymous, cookie } }
}

export interface TestToken extends CreatedAccessToken {
  /** Of a program that has it: neither a cookie nor an origin. */
  readonly headers: { readonly authorization: string }
}

/** Made as its owner would. */
export async function makeToken(
  app: FastifyInstance,
  { headers, password }: Pick<Person, 'headers' | 'password'>,
  scope: Scope = 'write',
  more: Partial<NewAccessToken> = {},
): Promise<TestToken> {
  const payload = { name: 'Build bot', scope, password, ...more }
  const reply = await app.inject({ method: 'POST', url: '/api/v1/me/tokens', headers, payload })
  if (reply.statusCode !== 201) throw new Error(`no token was made: ${reply.body}`)
  const created = reply.json<CreatedAccessToken>()
  return { ...created, headers: bearer(created.token) }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
