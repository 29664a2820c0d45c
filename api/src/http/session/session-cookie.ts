import type { FastifyRequest } from 'fastify'

import { absoluteLifetimeMs } from '../../domain/accounts/sign-in/session-rules.ts'

export type SessionCookie = Readonly<ReturnType<typeof sessionCookie>>

/** `__Host-`: HTTPS and this host only, so no neighbouring host can plant one. Plain HTTP has to do without. */
export const sessionCookie = (publicUrl: URL | null) => {
  const secure = publicUrl?.protocol === 'https:'
  const name = secure ? '__Host-parley' : 'parley'
  return {
    name,
    /** The name under which this browser is to keep it, and then the others under which it may come. */
    namesFor: ({ host }: FastifyRequest): [own: string, ...others: string[]] =>
      secure ? [name] : [name + portIn(publicUrl?.host ?? host), name],
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure } as const,
    /** The server ends sessions by its own clock, and sooner when they are idle. */
    maxAgeMs: absoluteLifetimeMs,
  }
}

/**
 * Browsers share cookies between all ports of a host, and the port is what tells its instances apart there. It is the one
 * that the browser names: a container listens on the same whatever leads to it.
 */
const portIn = (host: string): string => {
  const port = /:(\d{1,5})$/.exec(host)?.[1] ?? '80'
  return port === '80' || port === '443' ? '' : `-${port}`
}

/** Under the first of these names that a request has. With two of one name, nobody can say which one the user was given. */
export const readCookie = (request: FastifyRequest, names: readonly string[]): string | undefined => {
  const name = cookieAmong(request, names)
  return name !== undefined && countCookies(request, name) === 1 ? request.cookies[name] : undefined
}

export const cookieAmong = (request: FastifyRequest, names: readonly string[]): string | undefined =>
  names.find((name) => countCookies(request, name) > 0)

const countCookies = ({ headers }: FastifyRequest, name: string): number =>
  (headers.cookie ?? '').split(';').filter((pair) => pair.split('=', 1)[0]?.trim() === name).length
