import t from 'tap'

import { cleanName } from '../../api/src/domain/names.ts'

t.test('A name is stored in NFC, trimmed, without control and format characters', async (t) => {
  t.equal(cleanName('  Ada  ', 64), 'Ada')
  t.equal(cleanName('Zoe\u0308', 64), 'Zo\u00eb')
  t.equal(cleanName('ad\u200bmin\u202e', 64), 'admin')
  t.equal(cleanName('a\u200b\u0301', 64), '\u00e1', 'composed after what was between is gone')
  t.equal(cleanName('田中 さん', 64), '田中 さん')
})

t.test('A name without a visible character is refused', async (t) => {
  for (const raw of ['', '   ', '\u200b\u200d', '\u00ad', '\u3164', '\u2800', '\u115f\u1160', '\ufe0f']) {
    t.throws(() => cleanName(raw, 64), { code: 'name_invalid' }, JSON.stringify(raw))
  }
})

t.test('A name may not grow past its length by being normalized', async (t) => {
  const growing = '\u{1d160}' // three characters in NFC
  t.equal([...cleanName(growing.repeat(21), 64)].length, 63)
  t.throws(() => cleanName(growing.repeat(22), 64), { code: 'name_invalid' })
})
