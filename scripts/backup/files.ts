import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

export const sha256Of = async (content: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256')
  for await (const part of content) hash.update(part)
  return hash.digest('hex')
}

export const sha256OfFile = (path: string): Promise<string> => sha256Of(createReadStream(path))

/** After it, a power failure cannot undo what was written to the file, or made or renamed in the folder. */
export const flush = async (path: string): Promise<void> => {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What lies at the bottom of an error, for a person to read. */
export const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? sentenceOf(error.cause) : error.message
}
