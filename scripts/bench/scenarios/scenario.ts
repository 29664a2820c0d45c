import type { Servers } from '../../../api/src/config/config.ts'
import type { Findings } from '../figures.ts'
import type { Times } from '../measure.ts'

/** How much of everything. */
export interface Sizes {
  readonly seconds: number
  readonly idleConnections: number
  readonly stormClients: number
  /** In one group. */
  readonly typists: number
  /** In the longest history. */
  readonly historyMessages: number
}

export interface Setting {
  readonly servers: Servers
  readonly sizes: Sizes
}

export interface Scenario {
  readonly name: string
  readonly run: (setting: Setting) => Promise<Findings>
}

export const timesOf = ({ seconds }: Sizes): Times => ({ warmUpMs: seconds * 250, forMs: seconds * 1_000 })
