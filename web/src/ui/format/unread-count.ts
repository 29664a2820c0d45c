import { limits } from '@parley/shared/limits'

export const unreadCount = (count: number): string =>
  count >= limits.unreadMax ? `${limits.unreadMax - 1}+` : String(count)
