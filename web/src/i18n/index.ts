import { accountWords } from './en-account.ts'
import { chatWords } from './en-chat.ts'
import { findingWords } from './en-finding.ts'
import { againWords, errorWords } from './en-errors.ts'

/** Every visible string. Another language is another set of objects of the same shape. */
export const words = { ...accountWords, ...chatWords, ...findingWords, errors: errorWords, again: againWords }
