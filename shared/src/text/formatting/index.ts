/** The marks with which people format what they write: Parley's part of CommonMark, stored as typed. */
export { parseText } from './blocks.ts'
export { allName, mentionable, mentionsIn, withMentions } from './mentions.ts'
export type * from './nodes.ts'
export { hasLink, plainPieces, plainText, type PlainPiece } from './plain.ts'
