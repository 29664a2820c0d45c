import { BlockList, isIPv4 } from 'node:net'

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { readAddress } from '../../domain/network-address.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the request comes from, in one spelling: the only address of it that anything goes by. */
    readonly clientAddress: string
  }
}

/** Of a client that has gone already. Nobody has it. */
const unspecified = '0.0.0.0'

/** The last readable address on the way from here: the proxy's own where a believed one passes on nonsense. */
const clientAddressOf = ({ ip, ips = [ip] }: Pick<FastifyRequest, 'ip' | 'ips'>): string =>
  ips.map(addressIn).findLast((address) => address !== null) ?? unspecified

/** A socket that is closed has no address, whatever its type says. */
const addressIn = (text: string | undefined): string | null => readAddress(text ?? '')

/** Whether a proxy is on the list, however its address is written. */
export const trustedProxies = (list: readonly string[]): ((address: string) => boolean) => {
  const trusted = new BlockList()
  for (const entry of list) {
    const [address = '', prefix] = entry.split('/')
    if (prefix === undefined) trusted.addAddress(...withFamily(readAddress(address) ?? address))
    else trusted.addSubnet(address, Number(prefix), withFamily(address)[1])
  }
  return (text) => {
    const address = addressIn(text)
    return address !== null && trusted.check(...withFamily(address))
  }
}

const withFamily = (address: string): [string, 'ipv4' | 'ipv6'] => [
  address,
  isIPv4(address) ? 'ipv4' : 'ipv6',
]

const nameClients = async (app: FastifyInstance): Promise<void> => {
  app.decorateRequest('clientAddress', {
    getter() {
      return clientAddressOf(this)
    },
  })
}

export const clientAddress = fastifyPlugin(nameClients, { name: 'client-address' })
