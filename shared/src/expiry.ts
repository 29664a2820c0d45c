/** As much of a message as tells whether its time is over. */
export interface Expiring {
  readonly expiresAt?: string
  readonly expired?: boolean
}

/** From then on it is there for nobody, whether or not it is a tombstone already. */
export const isExpired = ({ expiresAt, expired }: Expiring, now: Date): boolean =>
  expired === true || (expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime())
