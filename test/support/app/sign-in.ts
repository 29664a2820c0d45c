import type { SignedIn } from '@parley/shared'
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
