import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/index.ts'

export const unreadCount = (count: number): string =>
  count >= limits.unreadMax ? `${words.number(limits.unreadMax - 1)}+` : words.number(count)
