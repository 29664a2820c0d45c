import type { Draft } from '@parley/shared'

export type Content = Pick<Draft, 'text' | 'replyTo'>

/** A draft as the server has it, as far as this device knows. */
export interface KnownDraft extends Content {
  readonly version: number
  readonly fileCount: number
  /** The text that was sent to be saved last, until it is known what became of it. */
  readonly sending: string | null
  /** Its files were chosen on this device. */
  readonly hasOwnFiles: boolean
}

export const noDraft: KnownDraft = {
  text: '',
  replyTo: null,
  version: 0,
  fileCount: 0,
  sending: null,
  hasOwnFiles: false,
}

export const isSame = (one: Content, other: Content): boolean =>
  one.text === other.text && one.replyTo === other.replyTo

/**
 * What is done where the server has another draft than this device knew: it takes the place of the one here, or the one
 * here is kept and saved, or both are kept and the other one is offered.
 * @param known what the server had when this device last agreed with it
 */
export function merged(here: Content, known: KnownDraft, there: Content, isBusy: boolean): Merge {
  if (isSame(here, there) || there.text === known.sending) return 'keep'
  // What was sent on one device goes from the other in any case, so that it is not sent again.
  if (isSame(here, known)) return isBusy && there.text !== '' ? 'offer' : 'take'
  if (there.text === known.text) return 'keep'
  if (here.text === '') return 'take'
  if (here.text.startsWith(there.text)) return 'keep'
  return !isBusy && there.text.startsWith(here.text) ? 'take' : 'offer'
}

type Merge = 'keep' | 'take' | 'offer'

/** As it was kept on this device; null where it cannot be read, and is asked for again. */
export function readKnown(kept: string): KnownDraft | null {
  try {
    const value: unknown = JSON.parse(kept)
    return isKnown(value) ? value : null
  } catch {
    return null
  }
}

const isKnown = (value: unknown): value is KnownDraft =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  typeof value.version === 'number' &&
  'text' in value &&
  typeof value.text === 'string' &&
  'fileCount' in value &&
  typeof value.fileCount === 'number'
