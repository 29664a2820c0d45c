import type { english } from './en/index.ts'
import type { lateEnglish } from './en/late.ts'

/** All that the client says, in one language: English has the shape of the others. */
export interface Translation {
  readonly words: typeof english
  readonly late: typeof lateEnglish
}
