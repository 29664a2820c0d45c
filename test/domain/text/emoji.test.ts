import { isEmojiOnly } from '@parley/shared/text'
import t from 'tap'

t.test('one to three emoji alone are nothing but emoji', async (t) => {
  for (const text of ['❤️', '🙌', '☀️', '☀️🤞', '👩‍👩‍👧‍👦', '👍🏽 🎉\n👀', '🇳🇴', '1️⃣', ' 😄 '])
    t.ok(isEmojiOnly(text), text)
})

t.test('what has a letter, a digit or four of them is a text', async (t) => {
  for (const text of [
    '',
    ' ',
    'a',
    '1',
    '12',
    '#',
    '©',
    '3',
    '`👍`',
    '☀',
    'ok 👍',
    '👍.',
    '😄😄😄😄',
    `😄${' '.repeat(200)}`,
  ])
    t.notOk(isEmojiOnly(text), JSON.stringify(text))
})
