import { Type, type Static } from 'typebox'

import { Scope } from './access-token.ts'
import { object, Seq } from './common.ts'
import { Draft } from './own/draft.ts'

/**
 * Every refusal: its code, its HTTP status, and its sentence. The same codes travel in problem
 * details (RFC 9457) over REST and in `refusal` and `error` frames over the socket.
 */
export const errors = {
  invalid_request: [400, 'The request is not of the form that this operation takes.'],
  invalid_json: [400, 'The body is not JSON that can be accepted.'],
  invalid_cursor: [400, 'This cursor was not given by this list.'],
  unknown_frame: [400, 'A frame of this type is not known.'],
  text_invalid: [400, 'A text has a control character, half of a character, or too many marks in a row.'],
  username_invalid: [
    400,
    'A username has 3 to 32 of the characters a-z, 0-9, dot, underscore and hyphen, and a letter or digit among them.',
  ],
  name_invalid: [400, 'A name needs at least one visible character.'],
  password_too_short: [400, 'A password needs at least 10 characters.'],
  password_too_long: [400, 'A password may have at most 256 characters.'],
  password_too_common: [400, 'This password is among the most common ones, or is the username.'],
  password_weak: [400, 'This password is too easy to guess.'],
  time_zone_unknown: [400, 'This is not a time zone of the IANA database.'],
  country_unknown: [400, 'This is not a country code of ISO 3166-1 alpha-2.'],
  mute_end_invalid: [400, 'A mute ends in the future, and only where there is one.'],
  silence_end_invalid: [400, 'A silence ends in the future, and within a year.'],
  message_empty: [400, 'A message needs at least one visible character.'],
  message_too_long: [400, 'A message may have at most 8,000 characters.'],
  reply_not_found: [400, 'The message that this one answers is not here, or cannot be answered.'],
  forward_not_found: [400, 'The message to be forwarded is not here, or cannot be forwarded.'],
  schedule_time_invalid: [400, 'A message is scheduled for a minute to a year ahead.'],
  emoji_unknown: [400, 'This is no single emoji that is known here.'],
  search_too_short: [400, 'A search needs at least one letter or digit.'],
  picture_invalid: [
    400,
    'This is no whole picture of up to 50 megapixels: JPEG, PNG, GIF, WebP, AVIF or TIFF.',
  ],
  digest_mismatch: [400, 'What arrived has another digest than the one that was sent with it.'],
  not_signed_in: [401, 'Sign in first.'],
  credentials_wrong: [401, 'The username or the password is wrong.'],
  token_invalid: [401, 'This access token is not known, was revoked or has expired.'],
  password_wrong: [403, 'The current password is wrong.'],
  origin_refused: [403, 'Requests from this origin are not accepted.'],
  scope_missing: [403, 'This access token is not for that: it needs another scope.'],
  token_refused: [403, 'This is not possible with an access token.'],
  not_available: [403, 'This person is not available for that.'],
  blocked_by_you: [403, 'You have blocked this person. Unblock them first.'],
  closed_by_you: [403, 'You have closed this conversation. Open it again first.'],
  silenced: [
    403,
    'A moderator has muted you in this group for a time. Whoever thinks that this is wrong writes to the owner of the group.',
  ],
  registration_closed: [403, 'Nobody can register here at the moment.'],
  invitation_needed: [403, 'One registers here by an invitation link. Ask somebody who is here for one.'],
  not_owner: [403, 'Only the owner of the group may do this.'],
  not_moderator: [403, 'Only the owner and the moderators of the group may do this.'],
  announcements_only: [403, 'Only the owner and the moderators write in this group.'],
  not_author: [403, 'Only the author of a message may change it.'],
  not_a_group: [403, 'This is possible in groups only.'],
  not_direct: [403, 'This is possible in direct conversations only.'],
  route_not_found: [404, 'There is nothing at this address.'],
  user_not_found: [404, 'There is no such person.'],
  session_not_found: [404, 'There is no such session.'],
  token_not_found: [404, 'There is no such access token.'],
  conversation_not_found: [404, 'There is no such conversation.'],
  message_not_found: [404, 'There is no such message.'],
  scheduled_not_found: [404, 'There is no such scheduled message.'],
  file_not_found: [404, 'There is no such file.'],
  picture_not_found: [404, 'There is no such picture.'],
  member_not_found: [404, 'This person is not a member.'],
  invitation_not_found: [404, 'There is no such invitation, or it was taken back.'],
  join_request_not_found: [404, 'This person asks to join no longer.'],
  invitation_link_not_found: [404, 'This invitation link does not work, or does not work any more.'],
  method_not_allowed: [405, 'This address does not take this method.'],
  username_taken: [409, 'This username is taken.'],
  username_reserved: [409, 'This username would pass for those who run the instance.'],
  client_id_reused: [409, 'This clientId was used before, for something else.'],
  file_taken: [409, 'This file belongs to a message already.'],
  files_full: [409, 'Your files take as much room as those of one person may.'],
  message_deleted: [409, 'The message was deleted.'],
  message_forwarded: [409, 'What was forwarded are the words of somebody else, and cannot be edited.'],
  message_edited: [409, 'The message was edited since. Look at what it says now, and edit that.'],
  no_reactions_here: [409, 'Nobody can react to what the system has written.'],
  too_many_reaction_kinds: [409, 'The message has as many kinds of reactions as one can have.'],
  no_pins_here: [409, 'What the system has written cannot be pinned.'],
  too_many_pins: [409, 'As many messages are pinned here as can be. Unpin one first.'],
  too_many_saved: [409, 'You have saved as many messages as one can. Remove one first.'],
  scheduled_sent: [409, 'This message was sent already.'],
  too_many_scheduled: [409, 'You have scheduled as many messages as one can. Send or cancel one first.'],
  draft_outdated: [409, 'There is a later draft, of another device. Keep what is in both.'],
  too_many_drafts: [409, 'You have as many drafts as one can have. Send or remove one first.'],
  too_many_own_reactions: [409, 'You have reacted to this message as often as one can. Take one back first.'],
  owner_must_hand_over: [409, 'Hand the group over to another member, or close it, before you leave.'],
  request_decided: [409, 'Somebody else has decided about this request already.'],
  group_full: [409, 'The group has as many members as a group can have.'],
  too_many_bans: [409, 'As many people are banned from the group as can be. Lift a ban first.'],
  too_many_conversations: [409, 'This person is in as many conversations as one can be in.'],
  too_many_blocked: [409, 'You have blocked as many people as one can block.'],
  too_many_tokens: [409, 'You have as many access tokens as one can have. Revoke one first.'],
  not_yourself: [409, 'You cannot do this with yourself.'],
  precondition_failed: [412, 'What is here does not meet the condition of the request.'],
  frame_too_large: [413, 'A frame may have at most 192 KiB.'],
  file_too_large: [413, 'This file is larger than what is accepted.'],
  too_large: [413, 'The request is larger than what is accepted.'],
  unsupported_media_type: [415, 'Send JSON, as application/json.'],
  range_not_satisfiable: [416, 'There is no such part of this file.'],
  upgrade_required: [426, 'This address is a WebSocket: connect with a WebSocket handshake.'],
  rate_limited: [429, 'Too many requests. Wait before you try again.'],
  too_many_added: [429, 'You have put people into many groups. Wait before you add more.'],
  too_many_directs: [
    429,
    'You have opened many conversations with people who are new to you. Wait before the next one.',
  ],
  too_many_groups: [429, 'You have created many groups. Wait before the next one.'],
  too_many_joins: [429, 'You have joined many groups. Wait before the next one.'],
  too_many_links: [429, 'You have made many invitation links. Wait before the next one.'],
  too_many_join_requests: [429, 'You have asked to join many groups. Wait before the next one.'],
  internal: [500, 'Something went wrong here. The request id helps to find out what.'],
  pictures_unavailable: [501, 'This server cannot take pictures: a part that draws them is not installed.'],
  overloaded: [503, 'The server has more to do than it can at the moment. Try again soon.'],
  unavailable: [503, 'A database is out of reach at the moment. Try again soon.'],
  storage_full: [507, 'The server has no room for more files at the moment.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type ErrorCode = keyof typeof errors

const codes = Object.keys(errors) as ErrorCode[] // Object.keys forgets the keys of a const object

export const ErrorCode = Type.Unsafe<ErrorCode>(
  Type.String({
    enum: codes,
    description: 'Stable: programs may decide by it.',
    examples: ['username_taken'],
  }),
)

export const FieldRefusal = object(
  {
    field: Type.String({ description: 'As a JSON pointer.', examples: ['/username'] }),
    code: ErrorCode,
    title: Type.String({
      description: 'The sentence that belongs to the code.',
      examples: [errors.username_taken[1]],
    }),
    detail: Type.Optional(Type.String()),
  },
  { $id: 'FieldRefusal' },
)
export type FieldRefusal = Static<typeof FieldRefusal>

/** RFC 9457 problem details. */
export const Problem = object(
  {
    type: Type.String({ description: 'Always `about:blank`; decide by `code`.', examples: ['about:blank'] }),
    title: Type.String({
      description: 'The sentence that belongs to the code.',
      examples: [errors.username_taken[1]],
    }),
    status: Type.Integer({ examples: [409] }),
    code: ErrorCode,
    detail: Type.Optional(Type.String({ description: 'What exactly was wrong, where more can be said.' })),
    field: Type.Optional(Type.String({ description: 'The field that was refused, as a JSON pointer.' })),
    errors: Type.Optional(
      Type.Array(FieldRefusal, {
        description:
          'Where several fields of a form were refused, each of them. The first is the one that `code` and `field` are of.',
      }),
    ),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
    draft: Type.Optional(
      Type.Unsafe<Draft>({ ...Draft, description: 'The draft that there is now, with `draft_outdated`.' }),
    ),
    scope: Type.Optional(
      Type.Unsafe<Scope>({ ...Scope, description: 'The scope that the access token would need.' }),
    ),
    seq: Type.Optional(
      Type.Unsafe<number>({ ...Seq, description: 'Of `scheduled_sent`: the message that it became.' }),
    ),
    requestId: Type.Optional(Type.String()),
  },
  { $id: 'Problem', description: 'Problem details (RFC 9457) of a refused request.' },
)
export type Problem = Static<typeof Problem>
