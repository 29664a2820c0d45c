import { Type, type Static } from 'typebox'

import { FileId } from '../ids.ts'
import * as limits from '../limits.ts'
import { object } from './common.ts'

const pixels = (what: string) => Type.Optional(Type.Integer({ minimum: 1, description: what }))

/** A file as a message shows it. What is not known, or does not apply, is left out. */
export const Attachment = object(
  {
    id: FileId,
    name: Type.String({ description: 'For people to read: without controls.', examples: ['tea.png'] }),
    type: Type.String({
      description:
        'What its content was found to be, whatever it was sent as: `text/plain` for text, `application/octet-stream` for all that is not known.',
      examples: ['image/png'],
    }),
    bytes: Type.Integer({ minimum: 0, examples: [48_213] }),
    width: pixels('Of a picture, after it was turned as it is to be seen.'),
    height: pixels('As `width`.'),
    blur: Type.Optional(
      Type.String({
        description:
          'The picture as 6×5 points of red, green and blue, row by row, in base64: to be shown until it is loaded.',
      }),
    ),
    hasPreview: Type.Optional(
      Type.Boolean({ description: 'Whether there is a smaller picture of it to be had.' }),
    ),
    durationMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: limits.durationMsMax,
        description: 'Of a recording, as who made it measured it: in the file it may be missing or wrong.',
      }),
    ),
    wave: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: limits.wavePointMax }), {
        maxItems: limits.wavePointsMax,
        description:
          'Of a recording: how loud it is, from its beginning to its end. An attachment that has this is a voice message.',
      }),
    ),
  },
  { $id: 'Attachment', description: 'A file of a message.' },
)
export type Attachment = Static<typeof Attachment>

/** The answer to an upload, the same however often it is repeated. */
export const UploadedFile = object(
  {
    file: Attachment,
    sha256: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'Of its content, in hexadecimal.',
      examples: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    }),
  },
  {
    $id: 'UploadedFile',
    description: 'The file is on stable storage. It is removed after a day if no message takes it.',
  },
)
export type UploadedFile = Static<typeof UploadedFile>
