import { Type } from 'typebox'

export const idExample = '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type UserId = Branded<'UserId'>
export type ConversationId = Branded<'ConversationId'>
/** Names a session to its owner. It is not the secret in the cookie and opens nothing. */
export type SessionId = Branded<'SessionId'>
/** Chosen by the sending client, once per message, and kept across retries: the idempotency key. */
export type ClientId = Branded<'ClientId'>
/** Names a file to whom it may be shown. */
export type FileId = Branded<'FileId'>
/** Names an invitation link to those who may make them. It is not the secret in its address and opens nothing. */
export type InvitationLinkId = Branded<'InvitationLinkId'>

/** Lower case only, so that one id has one spelling in every store. */
const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

const uuid = <Id extends string>(description: string) =>
  Type.Unsafe<Id>(
    Type.String({
      format: 'uuid',
      pattern: uuidPattern,
      description,
      examples: [idExample],
    }),
  )

export const UserId = uuid<UserId>('Names an account. A UUID in lower case.')
export const ConversationId = uuid<ConversationId>('Names a conversation. A UUID in lower case.')
export const SessionId = uuid<SessionId>('Names a session to its owner. A UUID in lower case.')
export const ClientId = uuid<ClientId>(
  'Chosen by the client, once for each message, and kept across retries. A UUID in lower case.',
)
export const FileId = uuid<FileId>('Names a file. A UUID in lower case.')
export const InvitationLinkId = uuid<InvitationLinkId>(
  'Names an invitation link to those who may make them. A UUID in lower case.',
)
