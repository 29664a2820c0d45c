import type { FastifyRequest } from 'fastify'

import { DomainError } from '../domain/errors.ts'
import type { Origin, Viewer } from '../domain/viewer.ts'
import { describeDevice } from './device.ts'

/** Routes that are not public never run without a viewer; the type does not know that. */
export const viewerOf = ({ viewer }: Pick<FastifyRequest, 'viewer'>): Viewer => {
  if (!viewer) throw new DomainError('not_signed_in')
  return viewer
}

export const originOf = (request: FastifyRequest): Origin => ({
  address: request.clientAddress,
  device: describeDevice(request.headers['user-agent']),
})
