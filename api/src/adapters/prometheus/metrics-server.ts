import { once } from 'node:events'
import { createServer } from 'node:http'

import { collectDefaultMetrics } from 'prom-client'

import type { PrometheusMetrics } from './metrics.ts'

/** A listener of its own, so that a proxy in front of Parley cannot publish the metrics by accident. */
export const startMetricsServer = async (
  metrics: PrometheusMetrics,
  address: { readonly host: string; readonly port: number },
) => {
  const { registry } = metrics
  collectDefaultMetrics({ register: registry })
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.listen(address)
  await once(server, 'listening')
  return {
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
