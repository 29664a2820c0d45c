import { randomUUID } from 'node:crypto'

import type { Connection } from 'mysql2/promise'

const count = 2_000
const atOnce = 500

/** So many rows of everything that a server which may choose would not rather read a table whole. */
export async function fillTables(admin: Connection): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const users = numbers.map(() => randomUUID())
  const groups = numbers.map(() => randomUUID())
  const name = (index: number) => `${String.fromCharCode(97 + (index % 26))}name${index}`
  const user = (index: number) => users[index % count]
  const add = async (table: string, columns: string, row: (index: number) => unknown[]) => {
    for (let at = 0; at < count; at += atOnce) {
      const rows = numbers.slice(at, at + atOnce).map(row)
      await admin.query(`insert into ${table} (${columns}) values ?`, [rows])
    }
    await admin.query(`analyze table ${table}`)
  }
  await add(
    'users',
    'id, username, display_name, password_hash, bio, pronouns, status_text, location_audience, created_at',
    (index) => [user(index), name(index), name(index), '', 'b'.repeat(200), '', '', 'nobody', index],
  )
  await add('user_words', 'word, username', (index) => [name(index), name(index)])
  await add(
    'sessions',
    'id_hash, session_id, user_id, data, device, address, created_at, last_seen_at, expires_at',
    (index) => [
      randomUUID(),
      randomUUID(),
      user(index),
      'd'.repeat(200),
      '',
      '',
      index,
      later(index),
      later(index),
    ],
  )
  await add('access_tokens', 'id, token_hash, user_id, name, scope, created_at, expires_at', (index) => [
    randomUUID(),
    randomUUID(),
    user(index),
    name(index),
    'write',
    index,
    later(index),
  ])
  await add('activity', 'user_id, kind, at, address, device', (index) => [
    user(index),
    'signed-in',
    later(index),
    '192.0.2.7',
    'd'.repeat(100),
  ])
  await add('throttles', 'throttle_key, failures, last_failure_at', (index) => [
    `key ${index}`,
    1,
    later(index),
  ])
  await add(
    'conversations',
    'id, kind, name, topic, visibility, member_count, created_at, listed_name',
    (index) => [groups[index], 'group', name(index), 't'.repeat(200), 'open', 3, index, name(index)],
  )
  await add('group_words', 'word, listed_name, conversation_id', (index) => [
    name(index),
    name(index),
    groups[index],
  ])
  for (const offset of [0, 1, 2]) {
    await add(
      'memberships',
      'conversation_id, user_id, username, kind, role, read_seq, joined_at',
      (index) => [
        groups[index],
        user(index + offset),
        name((index + offset) % count),
        'group',
        'member',
        0,
        index,
      ],
    )
  }
  await add('invitations', 'user_id, conversation_id, inviter_id, invited_at', (index) => [
    user(index + 3),
    groups[index],
    user(index),
    index,
  ])
  await add(
    'invitation_links',
    'id, token_hash, conversation_id, maker_id, note, uses_max, created_at',
    (index) => [groups[index], `link ${index}`, groups[index], user(index), '', 1, index],
  )
  await add('bans', 'conversation_id, user_id, banned_by, reason, banned_at', (index) => [
    groups[index],
    user(index + 5),
    user(index),
    '',
    index,
  ])
  await add('join_requests', 'conversation_id, user_id, sentence, asked_at', (index) => [
    groups[index],
    user(index + 3),
    '',
    index,
  ])
}

/** After everything that the tests ask for, so that little of it is old. */
const later = (index: number) => 2_000_000_000_000 + index
