import { lateEnglish } from './en/late.ts'
import { translation, words as first } from './index.ts'

/** For code that comes when it is wanted, and so in the language that is spoken. */
export const words = { ...first, ...(translation?.late ?? lateEnglish) }
