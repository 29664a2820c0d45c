import type { Locator } from 'playwright-core'
import t from 'tap'

import { Stage } from '../../support/browser/stage.ts'

/** Whether the first letter of what somebody wrote is inside the box that cuts it off. */
const beginsInside = (box: Locator): Promise<boolean> =>
  box.evaluate((element) => {
    const text = document
      .createTreeWalker(element.querySelector('bdi') ?? element, NodeFilter.SHOW_TEXT)
      .nextNode()
    if (!text) return false
    const range = document.createRange()
    range.setStart(text, 0)
    range.setEnd(text, 1)
    const [letter, frame] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
    return letter.left >= frame.left - 1 && letter.right <= frame.right + 1
  })

t.test('a name that is too long is cut off at its end, whichever way it is written', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const omar = await stage.person('Omar')
  const ana = await stage.person('Ana')
  await ada.register()
  await omar.register('عمر عبد الرحمن بن محمد بن عبد العزيز الحداد')
  await ana.register('Ana María de la Santísima Trinidad Fernández')
  for (const other of [omar, ana]) await ada.startWith(other)
  for (const name of ['عمر', 'Ana']) {
    const box = ada.row(name).locator('.row-name')
    t.equal(await beginsInside(box), true, name)
    t.ok(
      await box.evaluate((element) => element.querySelector('bdi')?.scrollWidth ?? 0 > element.clientWidth),
    )
  }
  const words = 'صباح الخير! أرسلت لك النص المعدل، وأنتظر رأيك قبل الطباعة'
  const last = ada.row('عمر').locator('.row-last')
  await omar.row('Ada').click()
  await omar.say(words)
  await last.getByText(words).waitFor()
  t.equal(await beginsInside(last), true, 'nor does the last message lose its beginning')
  await ada.row('عمر').click()
  await ada.composer.fill(words)
  await ada.row('Ana').click()
  await last.getByText('Draft: ').waitFor()
  t.equal(await beginsInside(last), true, 'nor a draft')
  const short = await stage.person('Lina')
  await short.register('لينا')
  await ada.startWith(short)
  const box = ada.row('لينا').locator('.row-name')
  const gapPx = await box.evaluate((element) => {
    const range = document.createRange()
    range.selectNodeContents(element.firstElementChild ?? element)
    return range.getBoundingClientRect().left - element.getBoundingClientRect().left
  })
  t.ok(gapPx < 1, 'and a short one stands where the others do')
  t.same(stage.complaints(), [])
})
