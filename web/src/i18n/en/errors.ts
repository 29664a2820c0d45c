import type { ErrorCode } from '@parley/shared'

import { count } from './numbers.ts'

const spanOf = (seconds: number): string => {
  if (seconds < 100) return count(seconds, { one: 'a second', other: '# seconds' })
  return seconds < 100 * 60
    ? count(Math.ceil(seconds / 60), { one: 'a minute', other: '# minutes' })
    : count(Math.ceil(seconds / 3_600), { one: 'an hour', other: '# hours' })
}

/** @param seconds null when nobody knows how long */
export const again = (seconds: number | null): string =>
  seconds === null ? 'Wait a while, then try again.' : `Try again in ${spanOf(seconds)}.`

/** What went wrong, as a person would say it. Codes that a person cannot cause share one sentence. */
const general = 'That did not work. Please try again.'

export const errors: Record<ErrorCode, string> = {
  invalid_request: 'Something in here is not in the right form.',
  invalid_json: general,
  invalid_cursor: general,
  unknown_frame: general,
  route_not_found: general,
  method_not_allowed: general,
  token_invalid: general,
  token_refused: general,
  scope_missing: general,
  upgrade_required: 'This address is for the realtime channel only.',
  unsupported_media_type: general,
  precondition_failed: general,
  range_not_satisfiable: general,
  origin_refused: 'This address is not allowed to use this server.',
  text_invalid: 'Something in here cannot be sent: a character that nobody can see.',
  username_invalid: 'Use 3 to 32 of what is named below, with at least one letter or digit.',
  name_invalid: 'A name needs at least one visible character.',
  password_too_short: 'Use at least 10 characters.',
  password_too_long: 'Use at most 256 characters.',
  password_too_common: 'This password is too easy to guess. Choose another one.',
  password_weak: 'This password is too easy to guess. Add a word or two.',
  time_zone_unknown: 'This time zone is not known.',
  country_unknown: 'This country is not known.',
  message_empty: 'A message needs at least one visible character.',
  message_too_long: 'A message may have at most 8,000 characters.',
  reply_not_found: 'The message that you answer is not here any more.',
  schedule_time_invalid: 'Choose a time at least a minute and at most a year from now.',
  emoji_unknown: 'This is no single emoji.',
  search_too_short: 'Type at least one letter or digit.',
  not_signed_in: 'You are signed out. Sign in to go on.',
  credentials_wrong: 'The username or the password is wrong.',
  password_wrong: 'This is not your current password.',
  not_owner: 'Only the owner of the group may do this.',
  not_moderator: 'Only the owner and the moderators of the group may do this.',
  not_author: 'Only the author of a message may change it.',
  not_a_group: 'This is possible in groups only.',
  user_not_found: 'This person could not be found.',
  session_not_found: 'This session has already ended.',
  token_not_found: 'This token was already revoked.',
  conversation_not_found: 'This conversation does not exist, or you are not in it.',
  message_not_found: 'This message does not exist.',
  scheduled_not_found: 'This scheduled message does not exist any more.',
  member_not_found: 'This person is not in the group any more.',
  not_available: 'This person is not available.',
  blocked_by_you: 'You have blocked this person. Unblock them first.',
  closed_by_you: 'You have closed this conversation. Open it again first.',
  mute_end_invalid: 'Choose a time that is still to come.',
  not_direct: 'This is possible in direct conversations only.',
  invitation_not_found: 'This invitation was taken back.',
  invitation_link_not_found:
    'This invitation link does not work, or does not work any more. Ask for another one.',
  invitation_needed: 'One registers here by an invitation link. Ask somebody who is here already for one.',
  registration_closed: 'This server takes no new accounts at the moment.',
  not_yourself: general,
  too_many_tokens: 'You can have no more tokens. Revoke one first.',
  too_many_blocked: 'You can block no more people.',
  username_taken: 'This username is taken. Try another one.',
  username_reserved: 'This username is reserved. Try another one.',
  client_id_reused: general,
  message_deleted: 'This message was deleted.',
  message_edited: 'The message was edited since. Look at what it says now, and edit that.',
  message_forwarded: 'What was forwarded are the words of somebody else, and cannot be edited.',
  forward_not_found: 'The message to be forwarded is not here any more, or cannot be forwarded.',
  no_reactions_here: 'Nobody can react to this.',
  no_pins_here: 'Nobody can pin this.',
  too_many_pins: 'As many messages are pinned here as can be. Unpin one first.',
  too_many_saved: 'You have saved as many messages as you can. Remove one first.',
  scheduled_sent: 'This message was sent already.',
  too_many_scheduled: 'You have scheduled as many messages as you can. Send or cancel one first.',
  draft_outdated: 'Another device has a later draft. Both are kept.',
  too_many_drafts: 'You have as many drafts as one can have. Send or remove one first.',
  too_many_reaction_kinds: 'This message has as many different reactions as it can have.',
  too_many_own_reactions: 'You have reacted to this message as often as one can.',
  owner_must_hand_over: 'Hand the group over to somebody else, or close it, before you leave.',
  group_full: 'The group is full.',
  too_many_bans: 'As many people are banned as can be. Lift a ban first.',
  too_many_conversations: 'That is more conversations than one person can have.',
  digest_mismatch: general,
  picture_invalid:
    'This cannot be read as a picture. Choose a JPEG, PNG, GIF, WebP, AVIF or TIFF of up to 50 megapixels.',
  picture_not_found: 'This picture is not there any more.',
  pictures_unavailable: 'This server cannot take pictures.',
  file_not_found: 'This file is not there any more.',
  file_taken: 'This file was sent already.',
  files_full: 'Your files take as much room as one person may have. Delete messages with files first.',
  file_too_large: 'This file is too large.',
  storage_full: 'The server has no room for more files.',
  frame_too_large: general,
  too_large: 'That is too large to be sent.',
  // What these say of the wait is put behind them.
  rate_limited: 'Too many attempts.',
  too_many_added: 'You have added many people to groups.',
  too_many_directs: 'You have written to many people for the first time.',
  too_many_groups: 'You have created many groups.',
  too_many_joins: 'You have joined many groups.',
  too_many_links: 'You have made many invitation links.',
  internal: 'Something went wrong on the server. Please try again.',
  overloaded: 'The server is very busy. Try again in a moment.',
  unavailable: 'The server cannot reach its data right now. Try again in a moment.',
}
