import { Cursor, limits, PageLimit } from '@parley/shared'
import { Type, type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

import { DomainError } from '../domain/errors.ts'

export const pageQuery = {
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
}

export const limitOf = (query: { limit?: number }): number => query.limit ?? limits.pageDefault

/** Cursors of one list. Who reads the inside of one depends on what may change. */
export const cursorOf = <Schema extends TSchema>(schema: Schema) => {
  type Position = Static<Schema>
  const validator = Compile(schema)
  const isPosition = (value: unknown): value is Position => validator.Check(value)
  return {
    encode: (position: Position | null): string | null =>
      position === null ? null : Buffer.from(JSON.stringify(position)).toString('base64url'),
    /** @throws DomainError invalid_cursor, for everything that `encode` cannot have made */
    decode: (cursor: string | undefined): Position | null => {
      if (cursor === undefined) return null
      const position = parsed(cursor)
      if (!isPosition(position)) throw new DomainError('invalid_cursor', { field: '/cursor' })
      return position
    },
  }
}

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
