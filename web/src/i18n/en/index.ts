import { common } from './common.ts'
import { list } from './list.ts'
import { talk } from './talk.ts'

/** What can be seen as soon as the client has started. */
export const english = { ...common, ...list, ...talk }
