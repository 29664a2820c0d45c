import type { AddressInfo } from 'node:net'

import type { FastifyInstance } from 'fastify'

import type { Config } from '../config/config.ts'
import { settings } from '../config/settings.ts'
import { StartError } from '../config/start-error.ts'

type Place = Pick<Config, 'host' | 'port'>

/**
 * How many connections may wait to be accepted. With Node.js' own 511, when thousands come back at once the kernel drops
 * the others' first packets, and each tries again after 1, 2, 4 … s, up to minutes. The kernel's own limit is somaxconn.
 */
const backlog = 4_096

/** @returns the address for a browser */
export const listen = async (app: FastifyInstance, { host, port }: Place): Promise<string> => {
  await explainListening('PORT', { host, port }, app.listen({ host, port, backlog }))
  const [first] = app.addresses().filter((address) => typeof address === 'object')
  return urlOf(host, first)
}

/** @throws StartError instead of what the operating system says */
export const explainListening = async <Server>(
  name: 'PORT' | 'METRICS_PORT',
  place: Place,
  listening: Promise<Server>,
): Promise<Server> => {
  try {
    return await listening
  } catch (error) {
    throw explained(error, name, place)
  }
}

const explained = (error: unknown, name: 'PORT' | 'METRICS_PORT', { host, port }: Place): unknown => {
  const { allowed } = name === 'PORT' ? settings.port : settings.metricsPort
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `${name} is ${port}, which another program uses on ${host}: stop that one, or set ${name} to ${allowed}.`,
      )
    case 'EACCES':
      return new StartError(
        `${name} is ${port}, on which this user may not listen: it takes ${allowed}; below 1024 needs special rights.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(
        `HOST is "${host}", which is not this machine: it takes ${settings.host.allowed}.`,
      )
    default:
      return error
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

const urlOf = (host: string, listening: AddressInfo | undefined): string => {
  const isHere = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host)
  const name = isHere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${listening?.port ?? 0}`
}
