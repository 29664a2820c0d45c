import { isIP } from 'node:net'

import type { FastifyRequest } from 'fastify'

import type { Origin } from '../domain/viewer.ts'
import { describeDevice } from './device.ts'

export const originOf = (request: FastifyRequest): Origin => ({
  address: addressOf(request.ip),
  device: describeDevice(request.headers['user-agent']),
})

/** A proxy that is believed may still pass on nonsense; and IPv4 has one spelling, also within IPv6. */
function addressOf(ip: string): string {
  const address = ip.startsWith('::ffff:') && ip.includes('.') ? ip.slice('::ffff:'.length) : ip
  return isIP(address) === 0 ? 'unknown' : address
}
