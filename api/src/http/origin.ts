import type { FastifyRequest } from 'fastify'

import type { Origin } from '../domain/viewer.ts'
import { describeDevice } from './device.ts'

export const originOf = (request: FastifyRequest): Origin => ({
  address: request.clientAddress,
  device: describeDevice(request.headers['user-agent']),
})
