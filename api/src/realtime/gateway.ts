import type { Writable } from 'node:stream'

import { limits, protocolVersion, type ServerFrameOf } from '@parley/shared'
import type { WebSocket } from 'ws'

import type { Credentials } from '../domain/accounts/credentials.ts'
import { perTenSeconds, type AccountRates, type Rate } from '../domain/account-rates.ts'
import type { MessageHeads } from '../domain/messages/message-heads.ts'
import type { Clock, Log, Metrics } from '../domain/ports.ts'
import type { PresenceService } from '../domain/presence/presence-service.ts'
import type { Viewer } from '../domain/viewer.ts'
import { Admission, type AdmissionLimits } from './socket/admission.ts'
import { Connection, type ConnectionLimits } from './socket/connection.ts'
import { watchControlFrames } from './socket/control-frames.ts'
import type { Dispatch } from './handlers/dispatch.ts'
import type { Watch } from './handlers/watch.ts'
import type { Hub } from './fan-out/hub.ts'
import { WriteCoalescer } from './socket/write-coalescer.ts'

export interface GatewayServices {
  readonly hub: Hub
  readonly dispatch: Dispatch
  readonly watch: Watch
  readonly presence: PresenceService
  readonly credentials: Credentials
  readonly heads: MessageHeads
  readonly clock: Clock
  readonly rates: AccountRates
  readonly metrics: Metrics
  readonly log: Log
}

export interface GatewayOptions extends ConnectionLimits, AdmissionLimits {
  readonly heartbeatIntervalMs: number
  /** Of one account, over all its connections; and as many pings of the WebSocket itself. */
  readonly framesPerTenSeconds: number
}

/** How long clients may take to answer that the server restarts. */
const drainWaitMs = 3_000

/** Every socket of this instance, from its handshake to its end. */
export class Gateway {
  readonly admission: Admission
  readonly #services: GatewayServices
  readonly #options: GatewayOptions
  readonly #connections = new Set<Connection>()
  readonly #writes = new WriteCoalescer()
  readonly #frames: Rate
  readonly #controlFrames: Rate
  #draining = false

  constructor(services: GatewayServices, options: GatewayOptions) {
    this.admission = new Admission(options)
    this.#services = services
    this.#options = options
    this.#frames = perTenSeconds('frames', options.framesPerTenSeconds)
    this.#controlFrames = perTenSeconds('control-frames', options.framesPerTenSeconds)
  }

  /** Must not wait before the connection listens: frames that came with the handshake would be lost. */
  open(socket: WebSocket, stream: Writable, viewer: Viewer): void {
    const { dispatch, hub, metrics, rates } = this.#services
    const mayCome = (rate: Rate) => rates.take(viewer.userId, rate)
    const events = {
      mayCome: () => mayCome(this.#frames),
      frame: dispatch.frame,
      closed: (connection: Connection) => this.#closed(connection),
    }
    const connection = new Connection({ socket, stream, writes: this.#writes }, viewer, events, this.#options)
    this.#connections.add(connection)
    const flooded = () => connection.close('tooManyFrames')
    watchControlFrames(socket, () => mayCome(this.#controlFrames), flooded)
    metrics.socketOpened()
    if (this.#draining) connection.close('restarting')
    else if (hub.connectionsOf(viewer.userId) >= limits.socketsPerUserMax) {
      connection.close('tooManySockets')
    } else void this.#welcome(connection)
  }

  /** Tells all clients to reconnect, and waits a little for them to go. */
  async drain(): Promise<void> {
    this.#draining = true
    for (const connection of this.#connections) connection.close('restarting')
    const endMs = performance.now() + drainWaitMs
    while (this.#connections.size > 0 && performance.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async #welcome(connection: Connection): Promise<void> {
    const { hub, presence, credentials, heads, log } = this.#services
    presence.arrived(connection.viewer.userId)
    try {
      await hub.join(connection)
      // of an end between the handshake and here no event reached this connection
      if (!(await credentials.isAlive(connection.viewer))) return connection.close('signedOut')
      connection.begin(this.#hello(connection.viewer, await heads.epoch()))
    } catch (error) {
      log.error({ err: error }, 'a connection could not be set up')
      connection.close('failed')
    }
  }

  #closed(connection: Connection): void {
    const { hub, watch, presence, metrics } = this.#services
    this.#connections.delete(connection)
    metrics.socketClosed()
    watch.forget(connection)
    if (hub.leave(connection)) presence.departed(connection.viewer.userId)
  }

  #hello({ userId, sessionId }: Viewer, epoch: string): ServerFrameOf<'hello'> {
    return {
      type: 'hello',
      protocol: protocolVersion,
      userId,
      sessionId,
      epoch,
      serverTime: this.#services.clock.now().toISOString(),
      heartbeatIntervalMs: this.#options.heartbeatIntervalMs,
      limits: {
        messageMax: limits.messageMax,
        frameBytesMax: limits.frameBytesMax,
        framesPerTenSecondsMax: this.#options.framesPerTenSeconds,
        watchMax: limits.watchMax,
        typingEveryMs: limits.typingEveryMs,
      },
    }
  }
}
