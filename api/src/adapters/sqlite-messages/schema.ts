import type { DatabaseSync } from 'node:sqlite'

import { gramRule } from '../../stores/search-grams.ts'

/** Numbered by their place, from 1; a released one is never edited. The last number is kept in user_version. */
const migrations = [
  `CREATE TABLE conversation_keys (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE sender_keys (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
   -- In the order of arrival, so that one commit of many conversations touches few pages.
   CREATE TABLE message_rows (
     conversation INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     rev INTEGER NOT NULL,
     sender INTEGER NOT NULL,
     client_id BLOB NOT NULL,
     text TEXT NOT NULL,
     system TEXT,
     created_at INTEGER NOT NULL,
     edited_at INTEGER,
     deleted_at INTEGER,
     -- of the text as it was first sent; null while that is still the text
     original_digest BLOB
   ) STRICT;
   CREATE UNIQUE INDEX messages_by_seq ON message_rows (conversation, seq);
   CREATE UNIQUE INDEX messages_by_rev ON message_rows (conversation, rev);
   CREATE UNIQUE INDEX messages_by_client_id ON message_rows (conversation, sender, client_id);
   CREATE VIEW messages AS
     SELECT c.id AS conversation_id, m.seq, m.rev, s.id AS sender_id, m.client_id, m.text, m.system,
            m.created_at, m.edited_at, m.deleted_at, m.original_digest
     FROM conversation_keys c
     CROSS JOIN message_rows m ON m.conversation = c.key -- CROSS: in this order, whatever is searched
     CROSS JOIN sender_keys s ON s.key = m.sender;`,
  // One row: which history this is. See MessageStore.epoch.
  `CREATE TABLE history (epoch TEXT NOT NULL) STRICT;
   INSERT INTO history VALUES (lower(hex(randomblob(16))));`,
  // `row` is the rowid of a message. Messages up to `rev` are indexed.
  `CREATE TABLE message_grams (
     conversation INTEGER NOT NULL,
     gram TEXT NOT NULL,
     row INTEGER NOT NULL,
     PRIMARY KEY (conversation, gram, row)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE indexed_revs (conversation INTEGER PRIMARY KEY, rev INTEGER NOT NULL) STRICT;`,
  // One row: the last entry of the journal whose effects are here. See WriteAhead.
  `CREATE TABLE journal_mark (applied INTEGER NOT NULL) STRICT;
   INSERT INTO journal_mark VALUES (0);`,
  // One row: the messages whose rows are above `first` and up to `last` are indexed. See GramIndex.
  `CREATE TABLE indexed_rows (first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
   INSERT INTO indexed_rows SELECT 0, coalesce(
     (SELECT min(m.rowid) - 1 FROM message_rows m LEFT JOIN indexed_revs i USING (conversation)
      WHERE m.rev > coalesce(i.rev, 0)),
     (SELECT max(rowid) FROM message_rows),
     0);
   DROP TABLE indexed_revs;`,
  // By which rule of folding they are indexed.
  `ALTER TABLE indexed_rows ADD COLUMN rule INTEGER NOT NULL DEFAULT 1;`,
  // One row: messages whose rows are above it stand in the order of arrival; the others may have been moved here.
  `CREATE TABLE arrivals (above INTEGER NOT NULL) STRICT;
   INSERT INTO arrivals SELECT coalesce(max(rowid), 0) FROM message_rows;`,
  // What a message carries beside its text, as JSON; null where that is nothing.
  `ALTER TABLE message_rows ADD COLUMN parts TEXT;
   DROP VIEW messages;
   CREATE VIEW messages AS
     SELECT c.id AS conversation_id, m.seq, m.rev, s.id AS sender_id, m.client_id, m.text, m.system,
            m.created_at, m.edited_at, m.deleted_at, m.original_digest, m.parts
     FROM conversation_keys c
     CROSS JOIN message_rows m ON m.conversation = c.key -- CROSS: in this order, whatever is searched
     CROSS JOIN sender_keys s ON s.key = m.sender;`,
  // Since which rev a person has reacted to a message with an emoji.
  `CREATE TABLE reactions (
     conversation INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     person INTEGER NOT NULL,
     emoji TEXT NOT NULL,
     rev INTEGER NOT NULL,
     PRIMARY KEY (conversation, seq, person, emoji)
   ) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX reactions_by_rev ON reactions (conversation, seq, rev, person, emoji);`,
  // What edited messages said before, as JSON in order of time.
  `CREATE TABLE states (
     conversation INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     states TEXT NOT NULL,
     PRIMARY KEY (conversation, seq)
   ) STRICT;`,
  // What is pinned, in the order of the pins.
  `CREATE INDEX messages_by_pin ON message_rows (conversation, parts ->> '$.pinned.rev')
     WHERE parts ->> '$.pinned.rev' IS NOT NULL;`,
  // Whom messages mention; person 0 is all. `row` is the rowid of a message.
  `CREATE TABLE mentions (
     person INTEGER NOT NULL,
     conversation INTEGER NOT NULL,
     row INTEGER NOT NULL,
     PRIMARY KEY (person, conversation, row)
   ) STRICT, WITHOUT ROWID;`,
  // What disappears, in the order in which it does.
  `CREATE INDEX messages_by_expiry ON message_rows (parts ->> '$.expiresAt')
     WHERE parts ->> '$.expiresAt' IS NOT NULL;`,
]

/** @throws Error when the file was written by a newer version */
export function migrateMessages(db: DatabaseSync): void {
  db.exec('BEGIN EXCLUSIVE')
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
    if (version > migrations.length)
      throw new Error('it was written by a newer version of Parley: start that version or a later one.')
    for (const migration of migrations.slice(version)) db.exec(migration)
    db.exec(`PRAGMA user_version = ${migrations.length}`)
    renewIndex(db)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

/** One of another rule is begun anew: searches read what is not indexed, so that they find everything meanwhile. */
function renewIndex(db: DatabaseSync): void {
  const { changes } = db
    .prepare('UPDATE indexed_rows SET first = 0, last = 0, rule = ?1 WHERE rule <> ?1')
    .run(gramRule)
  if (changes > 0) db.exec('DELETE FROM message_grams')
}
