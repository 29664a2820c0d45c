import type { Attachment } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { lengthText } from './length.ts'
import { plain } from './plain.ts'

interface Telling {
  readonly text: string
  readonly attachments?: readonly Pick<Attachment, 'name' | 'type' | 'durationMs' | 'wave'>[] | undefined
}

/** A message where it is only told of: what it says, or else what it brings. */
export function told({ text, attachments = [] }: Telling): string {
  const [first, ...others] = attachments
  if (text !== '' || !first) return plain(text)
  if (attachments.every(({ type }) => type.startsWith('image/')))
    return words.files.pictures(attachments.length)
  if (others.length > 0) return words.files.files(attachments.length)
  return first.wave ? words.files.voice(lengthText(first.durationMs)) : first.name
}
