import type { StoredAccessToken } from '../../../stores/accounts/access-token-store.ts'

export const isExpired = ({ expiresAt }: Pick<StoredAccessToken, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now
