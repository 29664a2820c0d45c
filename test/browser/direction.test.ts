import type { Locator } from 'playwright-core'
import t, { type Test } from 'tap'

import { Actor, actorPassword } from '../support/app/actor.ts'
import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'

const [name, group] = ['עומר', 'בית הדפוס']

/** On which side of the words behind it the first name of a sentence stands. */
const sideOfName = (sentence: Locator): Promise<string> =>
  sentence.evaluate((element) => {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const texts: Node[] = []
    for (let node = walk.nextNode(); node; node = walk.nextNode())
      if (node.textContent?.trim()) texts.push(node)
    const at = texts.findIndex((node) => /\p{Script=Hebrew}/u.test(node.textContent ?? ''))
    const boxes = texts.slice(at, at + 2).map((node) => {
      const range = document.createRange()
      range.selectNodeContents(node)
      return range.getBoundingClientRect()
    })
    const [first, second] = boxes
    return first && second && first.right <= second.left + 1 ? 'left' : 'right'
  })

/** Of each line, whether its last letter stands right or left of its first. */
const waysOfLines = (text: Locator): Promise<string[]> =>
  text.evaluate((element) => {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const node = walk.nextNode()
    const placeOf = (at: number) => {
      const range = document.createRange()
      if (node) {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
      }
      return range.getBoundingClientRect().left
    }
    return [...(node?.textContent ?? '').matchAll(/[^\n]+/g)].map(({ 0: line, index }) =>
      placeOf(index) < placeOf(index + line.length - 1) ? 'ltr' : 'rtl',
    )
  })

async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const actor = (username: string, displayName: string) =>
    new Actor(stage.server.url).register(username, displayName)
  const [omar, mia, ada] = [await actor('omar', name), await actor('mia', 'Mia'), await actor('ada', 'Ada')]
  const id = await omar.group(group, '', [ada, mia])
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  const writer = await stage.person('Omar')
  await writer.page.goto('/')
  await writer.signIn(actorPassword)
  return { stage, id, omar, ada, reader, writer }
}

t.test('a name turns no sentence around, and each line goes its own way', async (t) => {
  const { stage, id, omar, reader, writer } = await setUp(t)
  const row = reader.rowNamed(group)
  const last = row.locator('.row-last')
  const left = async (sentence: Locator, what: string) => {
    await sentence.first().waitFor()
    t.equal(await sideOfName(sentence.first()), 'left', what)
  }

  await last.getByText('added').waitFor()
  await left(last, 'in the list, what happened')
  await omar.say(id, 'Hello there')
  await last.getByText('Hello there').waitFor()
  await left(last, 'in the list, who said it')
  await omar.say(id, 'שלום לכולם, ואיך היה הבוקר שלכם? אני כבר כאן ומחכה')
  await last.getByText('שלום').waitFor()
  await left(last, 'in the list, who said it in their own script')

  await row.click()
  await left(reader.log.locator('.system-message').filter({ hasText: 'added' }), 'what happened')
  await left(reader.log.getByText('This is where'), 'where it begins')
  await writer.rowNamed(group).click()
  await writer.composer.pressSequentially('wait')
  await left(reader.page.locator('.typing-line').filter({ hasText: 'is typing' }), 'who types')
  await writer.composer.fill('')

  await t.test('nor does a line of a message turn the next one, where they are shown as one', async (t) => {
    const turned = 'first \u202eline\nsecond \u2069\u202eline'
    await omar.say(id, turned)
    await last.getByText('second').waitFor()
    await comes(t, () => last.locator('.cut-line').textContent(), 'first line second line')
    await reader.page.getByRole('searchbox').fill('second')
    const hit = reader.page.locator('.hit-text').filter({ hasText: 'second' })
    await hit.waitFor()
    await comes(t, () => hit.textContent(), 'first line second line')
    await reader.page.getByRole('searchbox').fill('')
    await comes(t, () => reader.message('second').locator('.message-text').textContent(), turned)
  })

  await t.test('in a dialog, and the notice after it', async (t) => {
    await reader.page.goto(`/c/${id}/people/${omar.id}`)
    const panel = reader.page.getByRole('complementary')
    await panel.getByRole('button', { name: `Block ${name}` }).click()
    const dialog = reader.page.getByRole('dialog', { name: `Block ${name}?` })
    t.equal(await sideOfName(dialog.locator('.hint')), 'left')
    await dialog.getByRole('button', { name: 'Block' }).click()
    const toast = reader.toast(`${name} is blocked.`)
    await toast.waitFor()
    t.equal(await sideOfName(toast), 'left')
    await panel.getByRole('button', { name: `Unblock ${name}` }).click()
    await reader.toast('not blocked any more').waitFor()
  })

  await t.test('each line of a message', async (t) => {
    const text = 'שלום!\nHello!\n42 ימים?\nWhat is שלום?'
    await omar.say(id, text)
    const message = reader.message('Hello!').locator('.message-text')
    await message.waitFor()
    t.same(await waysOfLines(message), ['rtl', 'ltr', 'rtl', 'ltr'])
    await comes(t, () => message.textContent(), text)
  })

  await t.test('and a page from right to left keeps its own way', async (t) => {
    await reader.page.evaluate(() => (document.documentElement.dir = 'rtl'))
    const system = reader.log.locator('.system-message').filter({ hasText: 'added' })
    t.equal(await sideOfName(system.first()), 'right')
    const styleOf = (element: Locator, property: string) =>
      element.evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property)
    const search = reader.page.getByRole('searchbox')
    t.equal(await styleOf(search, 'direction'), 'rtl', 'while nothing is typed')
    await search.fill('Ada')
    t.equal(await styleOf(search, 'direction'), 'ltr')
    await search.fill('')
    const details = reader.page.getByRole('button', { name: 'Details' }).locator('svg')
    t.match(await styleOf(details, 'transform'), 'matrix(-1', 'what is on the other side is drawn there')
    await reader.page.keyboard.press('Control+k')
    const key = reader.page.getByRole('dialog').locator('kbd').first()
    t.equal(await styleOf(key, 'direction'), 'ltr', 'but not the names of keys')
    await reader.page.keyboard.press('Escape')
  })

  await t.test('nor does the name of a group that is closed', async (t) => {
    await reader.page.evaluate(() => (document.documentElement.dir = 'ltr'))
    await omar.call('DELETE', `/conversations/${id}`)
    const toast = reader.toast('was closed')
    await toast.waitFor()
    t.equal(await sideOfName(toast), 'left')
  })
  t.same(stage.complaints(), [])
})
