import t from 'tap'

import { initials } from '../../../web/src/ui/format/initials.ts'

const expected: Record<string, string> = {
  'Ada Lovelace': 'AL',
  ada: 'A',
  'Augusta Ada King': 'AK',
  'Jean-Luc': 'JL',
  '(Ada)': 'A',
  'éva ödön': 'ÉÖ',
  'e\u0301va': 'E\u0301',
  '山田 太郎': '山太',
  'علی\u200cرضا': 'ع',
  हिन्दी: 'हि',
  'Acme™': 'A',
  'Ada 🌸': 'A🌸',
  '7 of 9': '79',
  '🇩🇪 Team': '🇩🇪',
  '🇩🇪🇫🇷 Team': '🇩🇪',
  'Team 🇩🇪': 'T🇩🇪',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿 Team': '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '👩‍💻 Ada': '👩‍💻',
  '👍🏽 yes': '👍🏽',
  '🏳️‍🌈 Pride': '🏳️‍🌈',
  '1️⃣ Team': '1️⃣',
  '❤️ all': '❤️',
  '...': '·',
  '': '·',
}

for (const [name, letters] of Object.entries(expected)) {
  t.test(`The initials of ${JSON.stringify(name)}`, async (t) => t.equal(initials(name), letters))
}
