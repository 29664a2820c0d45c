import type { FastifyRequest } from 'fastify'

import { absoluteLifetimeMs } from '../../domain/accounts/sign-in/session-rules.ts'

export type SessionCookie = Readonly<ReturnType<typeof sessionCookie>>

/** `__Host-`: HTTPS and this host only, so no neighbouring host can plant one. Plain HTTP has to do without. */
export const sessionCookie = (publicUrl: URL | null) => {
  const secure = publicUrl?.protocol === 'https:'
  return {
    name: secure ? '__Host-parley' : 'parley',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure } as const,
    /** The server ends sessions by its own clock, and sooner when they are idle. */
    maxAgeMs: absoluteLifetimeMs,
  }
}

/** How many cookies of this name a request has. With two, nobody can say which one the user was given. */
export const countCookies = (request: FastifyRequest, name: string): number =>
  (request.headers.cookie ?? '').split(';').filter((pair) => pair.split('=', 1)[0]?.trim() === name).length
