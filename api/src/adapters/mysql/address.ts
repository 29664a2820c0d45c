import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

import type { PoolOptions, SslOptions } from 'mysql2'

import { StoreError } from '../../stores/errors.ts'

const defaultPort = 3306
const known: ReadonlySet<string> = new Set(['ssl', 'ca', 'socket'])

/**
 * Reads mysql://user:password@host:port/database, or mysqls:// for TLS. Behind it may stand `ssl=verify` (the
 * same as mysqls), `ssl=unverified` (encrypted, with whoever answers), `ca=/path` (a certificate to trust instead
 * of the system's) and `socket=/path`. Anything else is refused, so that no safety is imagined.
 * @throws StoreError that never shows the address, which holds a password
 */
export function mysqlAddress(text: string): PoolOptions {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^mysqls?:$/.test(url.protocol)) throw refusal('does not begin with mysql:// or mysqls://')
  const database = decoded(url.pathname.slice(1))
  if (database === '' || database.includes('/')) throw refusal('names no database behind the host')
  const unknown = [...url.searchParams.keys()].find((name) => !known.has(name))
  if (unknown !== undefined) throw refusal(`has the unknown option "${unknown}"`)
  const login = { user: decoded(url.username), password: decoded(url.password) }
  return { ...placeOf(url), ...login, ...encryptionOf(url), database }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw refusal('has a % that is no code of a character')
  }
}

function placeOf(url: URL): PoolOptions {
  const socketPath = url.searchParams.get('socket')
  if (socketPath !== null) return { socketPath }
  return { host: hostOf(url), port: Number(url.port || defaultPort) }
}

function encryptionOf(url: URL): PoolOptions {
  const { protocol, searchParams } = url
  const ca = searchParams.get('ca')
  const wanted = searchParams.get('ssl') ?? (protocol === 'mysqls:' || ca !== null ? 'verify' : null)
  if (wanted === null) return {}
  if (wanted !== 'verify' && wanted !== 'unverified')
    throw refusal('has an "ssl" other than verify or unverified')
  if (wanted === 'unverified' && (ca !== null || protocol === 'mysqls:'))
    throw refusal('asks for a certificate to be verified and not to be')
  // The driver would hold the certificate against the name localhost.
  if (wanted === 'verify' && isIP(hostOf(url)) > 0)
    throw refusal('asks for a certificate to be verified and gives the server no name but a number')
  const ssl: SslOptions = {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: wanted === 'verify',
    verifyIdentity: true,
  }
  return { ssl: ca === null ? ssl : { ...ssl, ca: contentOf(ca) } }
}

/** A URL writes the addresses of IPv6 in brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw refusal(`names the certificate ${path}, which cannot be read`)
  }
}

const refusal = (fault: string): StoreError =>
  new StoreError(
    `The address of MySQL ${fault}: it is mysql://user:password@host:port/database, where mysqls:// asks for TLS ` +
      'and ?ssl=verify|unverified, ?ca=/path and ?socket=/path may follow.',
  )
