import { Type, type Static, type TProperties, type TSchema } from 'typebox'

import * as limits from '../limits.ts'
import type { TextKind } from '../text/control-characters.ts'

/** An object that refuses every field it does not name. */
export const object = <Properties extends TProperties>(
  properties: Properties,
  options: { $id?: string; description?: string; examples?: unknown[]; minProperties?: number } = {},
) => Type.Object(properties, { additionalProperties: false, ...options })

export const nullable = <Schema extends TSchema>(
  schema: Schema,
  options: { description?: string; examples?: unknown[] } = {},
) => Type.Union([schema, Type.Null()], options)

/** Names what a person or a group is shown with. */
export const PictureHash = Type.String({
  pattern: '^[0-9a-f]{32}$',
  description:
    'Of the picture that is shown, as a part of its address: another picture has another one. Left out where there is none.',
  examples: ['9f86d081884c7d659a2feaa0c55ad015'],
})

/** One of these words. */
export const choice = <const Words extends string[]>(
  words: [...Words],
  options: { description?: string; examples?: Words[number][] } = {},
) => Type.Enum(words, { type: 'string', ...options })

interface TextOptions {
  minLength?: number
  maxLength: number
  description?: string
  examples?: string[]
}

/** Each a format of its own, which the server checks: no pattern that other programs can read says the same. */
export const line = (options: TextOptions) => Type.String({ format: 'line' satisfies TextKind, ...options })
export const multiline = (options: TextOptions) =>
  Type.String({ format: 'multiline' satisfies TextKind, ...options })

export const Instant = Type.String({
  format: 'date-time',
  description: 'A UTC instant in ISO 8601, to the millisecond.',
  examples: ['2026-03-01T09:30:00.000Z'],
})

export const Seq = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'The place of a message in its conversation: 1, 2, 3, … without holes.',
  examples: [42],
})

/** A seq or rev from which to read on; 0 stands before the first. */
export const Position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, examples: [41] })

export const Rev = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description:
    'The place of a change in its conversation. Each new message, edit and deletion takes the next one; 0 is an empty conversation.',
  examples: [57],
})

export const Visibility = choice(['open', 'closed'], {
  description:
    'An open group can be found and joined by anyone; a closed one is joined by those who are added or invited, and found where it lets people ask.',
})
export type Visibility = Static<typeof Visibility>

export const GroupHistory = choice(['all', 'from-joining'], {
  description:
    'What those who join a group from now on find there: all messages, or those from their joining on.',
  examples: ['from-joining'],
})
export type GroupHistory = Static<typeof GroupHistory>

/** Of a conversation: so long after they were sent its messages disappear. */
export const ExpireAfterSeconds = Type.Enum([...limits.expireAfterSeconds], {
  type: 'integer',
  description: 'A day, a week, or 30 days.',
  examples: [604_800],
})
export type ExpireAfterSeconds = Static<typeof ExpireAfterSeconds>

export const PageLimit = Type.Integer({
  minimum: 1,
  maximum: limits.pageMax,
  default: limits.pageDefault,
  description: 'How many items at most.',
})

export const Cursor = Type.String({
  minLength: 1,
  maxLength: 512,
  pattern: '^[A-Za-z0-9_-]+$',
  description:
    'Where the next page begins, as `nextCursor` of the page before gave it. Its inside may change.',
})

export const page = <Item extends TSchema>(item: Item, $id: string) =>
  object(
    {
      items: Type.Array(item, { maxItems: limits.pageMax }),
      nextCursor: nullable(Cursor, { examples: [null] }),
    },
    { $id, description: '`nextCursor` is null on the last page.' },
  )

/** A page of what has versions: all changes up to that of the page are in it. */
export const versionedPage = <Item extends TSchema, Version extends TSchema>(
  item: Item,
  version: Version,
  options: { $id: string; description: string },
) => object({ ...page(item, options.$id).properties, version }, options)
