import { plainText } from '@parley/shared/text'

import { words } from '../../i18n/index.ts'

/** What somebody wrote, where it is only told of: in one size, and with nothing of what is to stay hidden. */
export const plain = (text: string): string => plainText(text, words.timeline.spoiler)
