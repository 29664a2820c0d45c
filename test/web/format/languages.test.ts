import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import t from 'tap'

import { speak } from '../../../web/src/i18n/index.ts'
import { english } from '../../../web/src/i18n/en/index.ts'
import { lateEnglish } from '../../../web/src/i18n/en/late.ts'
import { translation as german } from '../../../web/src/i18n/de/index.ts'
import { translation as french } from '../../../web/src/i18n/fr/index.ts'
import { translation as japanese } from '../../../web/src/i18n/ja/index.ts'
import { translation as spanish } from '../../../web/src/i18n/es/index.ts'
import { translation as arabic } from '../../../web/src/i18n/ar/index.ts'
import type { Translation } from '../../../web/src/i18n/translation.ts'
import { clockParts, clockTime, listTime, readersDay, setClockFace } from '../../../web/src/ui/format/time.ts'
import { unreadCount } from '../../../web/src/ui/format/unread-count.ts'

const inEnglish: Translation = { words: english, late: lateEnglish }
const afternoon = new Date(2026, 1, 1, 13, 55).toISOString()

/** As for somebody whose browser wishes it. */
function speakTo(locale: string, translation: Translation): void {
  Object.defineProperty(navigator, 'languages', { value: [locale], configurable: true })
  speak(translation)
}

function clockOf12(locale: string, translation: Translation): ReturnType<typeof clockParts> {
  speakTo(locale, translation)
  setClockFace('24')
  readersDay(new Date())
  setClockFace('12')
  readersDay(new Date())
  return clockParts(afternoon)
}

t.afterEach(() => speakTo('en-GB', inEnglish))

/** What comes late keeps the words of the language that is spoken when it comes: so a thread of its own. */
const inJapanese = `
  const { parentPort } = await import('node:worker_threads')
  const { speak } = await import('${new URL('../../../web/src/i18n/index.ts', import.meta.url).href}')
  const { translation } = await import('${new URL('../../../web/src/i18n/ja/index.ts', import.meta.url).href}')
  speak(translation)
  const { failureText, sentences } = await import('${new URL('../../../web/src/ui/format/failure.ts', import.meta.url).href}')
  const failure = { kind: 'refused', code: 'rate_limited', title: '', detail: null, field: null, retryAfterSeconds: 5 }
  parentPort.postMessage([failureText(failure), sentences(translation.late.details.added(2), '次')])`

t.test('two sentences are joined as the language does', async (t) => {
  const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(inJapanese)}`))
  const [said] = await once(thread, 'message')
  t.same(said, ['試行回数が多すぎます。5秒後にもう一度お試しください。', '2人を追加しました。次'])
})

t.test('the half of the day stands around the time where the language has it', async (t) => {
  t.same(clockOf12('ja-JP', japanese), { before: '午後', time: '1:55', after: '' })
  t.match(clockOf12('en-US', inEnglish), { before: '', time: '1:55', after: /^\s[AP]M$/ })
})

t.test('a day of the week is no single sign, which would be another word', async (t) => {
  speakTo('ja-JP', japanese)
  setClockFace('24')
  readersDay(new Date())
  t.equal(listTime(new Date(2026, 1, 2, 9).toISOString(), new Date(2026, 1, 5, 9)), '月曜日')
})

t.test('times and counts have the same digits, also where a country has its own', async (t) => {
  t.equal(clockOf12('ar-EG', arabic).time, '1:55')
  t.match(clockTime(afternoon), /^1:55/)
})

t.test('what is unread is counted with the numbers of the language', async (t) => {
  speak({ ...inEnglish, words: { ...english, number: (value) => `<${value}>` } })
  t.equal(unreadCount(3), '<3>')
  t.match(unreadCount(1_000), /^<\d+>\+$/)
})

t.test('an hour is told by its number', async (t) => {
  const { mutedUntil } = spanish.late.notifications
  t.same(['1:05', '13:05', '10:05'].map(mutedUntil), [
    'Silenciada hasta la 1:05',
    'Silenciada hasta las 13:05',
    'Silenciada hasta las 10:05',
  ])
})

t.test('who was added together with others is not named as if they were somebody else', async (t) => {
  const you = (translation: Translation) => `\u2068${translation.words.system.you}\u2069`
  t.equal(
    spanish.words.system.added('Ada', `${you(spanish)} y Ben`),
    `\u2068Ada\u2069 te añadió ${you(spanish)} y Ben.`,
  )
  t.match(arabic.words.system.added('Ada', `${you(arabic)} وBen`), /^تمت الإضافة من قِبل .*: .*Ben\.$/u)
})

t.test('whoever becomes a moderator reads it as said to them', async (t) => {
  const toOneself = ({ words: { system } }: Translation) => [
    system.madeModerator('Ada', system.you),
    system.madeMember('Ada', system.you),
  ]
  t.same([german, french, spanish, arabic].map(toOneself), [
    ['⁨Ada⁩ hat dir Moderationsrechte gegeben.', '⁨Ada⁩ hat dir die Moderationsrechte entzogen.'],
    ['⁨Ada⁩ vous a confié la modération.', '⁨Ada⁩ vous a retiré la modération.'],
    ['⁨Ada⁩ te dio permisos de moderación.', '⁨Ada⁩ te quitó los permisos de moderación.'],
    ['تم منحك صلاحية الإشراف من قِبل ⁨Ada⁩.', 'تم سحب صلاحية الإشراف منك من قِبل ⁨Ada⁩.'],
  ])
})
