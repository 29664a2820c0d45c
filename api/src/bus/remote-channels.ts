/** What a broker tells of itself. */
export interface RemoteEvents {
  readonly message: (channel: string, text: string) => void
  /** Subscriptions can be made; there are none yet. */
  readonly up: () => void
  /** All subscriptions are gone. */
  readonly down: () => void
  /** Something was handed over and perhaps never arrived. */
  readonly lost: () => void
}

/** A broker that carries texts between instances, as little of it as a bus needs. Nothing in it throws. */
export interface RemoteChannels {
  /** Called once, before anything else. */
  open(events: RemoteEvents): void
  /** Does not wait. False when the broker is out of reach or has fallen too far behind. */
  publish(channel: string, text: string): boolean
  /** As publish, but also while the broker seems to be out of reach. */
  probe(channel: string): void
  /** Rejects when it is not sure that texts arrive. */
  subscribe(channels: readonly string[]): Promise<void>
  unsubscribe(channels: readonly string[]): void
  /** Ends the subscriber's connection, which is wrong in some way: `down` and later `up` follow. */
  reset(): void
  close(): Promise<void>
}
