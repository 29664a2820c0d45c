import { randomBytes } from 'node:crypto'

import type { Call } from '../connection/call.ts'
import type { HistoryDocument } from '../connection/collections.ts'
import { isDuplicateKey } from '../connection/errors.ts'

/** The first one who asks makes it. */
export async function epochOf(call: Call): Promise<string> {
  const found = await stored(call)
  if (found) return found.epoch
  const epoch = randomBytes(16).toString('hex')
  try {
    await call.history.insert([{ _id: 'history', epoch }], { ordered: true })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
  return (await stored(call))?.epoch ?? epoch
}

const stored = ({ history }: Call): Promise<HistoryDocument | null> =>
  history.findOne<HistoryDocument>({ _id: 'history' }, { hint: '_id_' })
