import t, { type Test } from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { inkOf } from '../../support/browser/ink.ts'
import { Stage } from '../../support/browser/stage.ts'

const above = '\u0308\u030a\u0303\u0301'
const below = '\u0323\u0331\u0316'
const stacked = `Zo${above.repeat(7)}e${below.repeat(9)}`
const tower = `tower of ${`a${above.repeat(12)}o${below.repeat(16)}`.repeat(6)}`
/** As tall and as deep as scripts come. */
const scripts = ['gjpqy ÅÊ', 'Việt Nam ầ ẩ Ộ', 'ปู่ ญี่ปุ่น ฎุ', 'ٱللَّٰهِ', 'བསྒྲུབས་རྒྱུད་', 'हिन्द्र्य कृ', 'ក្រុម']

async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const actor = (username: string, name: string) => new Actor(stage.server.url).register(username, name)
  const [zoe, ada] = [await actor('zoe', stacked), await actor('ada', 'Ada')]
  await zoe.call('PATCH', '/me', { statusText: tower.slice(0, 100), bio: tower })
  const group = await zoe.group(stacked, tower.slice(0, 100), [ada])
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.page.locator('.conversation-row').first().waitFor()
  return { stage, zoe, ada, group, reader }
}

t.test('marks that are stacked stay near their line', async (t) => {
  const { stage, zoe, group, reader } = await setUp(t)
  const { page } = reader
  await zoe.say(group, tower)
  const stays = async (...places: string[]) => {
    for (const place of places) {
      const element = page
        .locator(place)
        .filter({ hasText: /\p{Mn}{9}/u })
        .first()
      await element.waitFor()
      const em = await element.evaluate((shown) => Number.parseFloat(getComputedStyle(shown).fontSize))
      const ink = await inkOf(element)
      const mostPx = 0.4 * em + 1
      t.ok(ink.above <= mostPx && ink.below <= mostPx, `${place}: ${JSON.stringify(ink)}`)
    }
  }
  await page.goto(`/c/${group}/details`)
  await page.getByRole('complementary').getByText('@zoe').waitFor()
  await stays(
    '.row-name',
    '.row-last',
    '.header-name',
    '.header-sub',
    '.beginning h2',
    '.beginning p',
    '.beginning .hint',
  )
  await stays('.system-message', '.message-sender', '.rows .message-text')
  await stays('.group-head h3', '.group-head p', '.person-name')
  await page.goto(`/c/${group}/people/${zoe.id}`)
  await stays('.person-head h3', '.person-status', '.facts dd', '.row-action')
  await page.locator('.row-action').first().click()
  await stays('.dialog h2', '.dialog .hint')
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click()
  await stays('.toast > span')
  t.same(stage.complaints(), [])
})

t.test('and no script loses its own', async (t) => {
  const { stage, ada, group, reader } = await setUp(t)
  const { page } = reader
  const free = () =>
    page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('* { clip-path: none !important; overflow: visible !important }')
      document.adoptedStyleSheets = [sheet]
    })
  for (const text of scripts) {
    await ada.call('PATCH', '/me', { displayName: text })
    await ada.say(group, text)
    await page.goto(`/c/${group}`)
    const places = [
      page.locator('.message-text').filter({ hasText: text }).last(),
      page.locator('.message-sender').last(),
      page.locator('.row-last').filter({ hasText: text }).locator('.cut-line'),
    ]
    await places[0]?.waitFor()
    const shown = []
    for (const place of places) shown.push(await inkOf(place))
    await free()
    for (const [at, place] of places.entries()) {
      const { above = 0, below = 0 } = shown[at] ?? {}
      const whole = await inkOf(place)
      const lostPx = Math.max(whole.above - above, whole.below - below)
      t.ok(lostPx <= 1, `${text}, ${['in a message', 'as a name', 'in the list'][at]}: ${lostPx} px lost`)
    }
  }
  t.same(stage.complaints(), [])
})
