import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import type { Person } from '../../support/browser/person.ts'
import { chosen, picture } from '../../support/files/pictures.ts'
import { until } from '../../support/until.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Addresses of the pictures that are shown there, once they have come. */
const shownIn = async ({ page }: Person, place: string): Promise<string[]> =>
  page
    .locator(`${place} .avatar > img`)
    .evaluateAll((images: HTMLImageElement[]) =>
      images.filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).map(({ src }) => src),
    )

async function waitsForPicture(person: Person, place: string, size: 64 | 256): Promise<string> {
  let found: string | undefined
  await until(async () => {
    found = (await shownIn(person, place)).find((src) => src.endsWith(`/${size}`))
    return found !== undefined
  }, `a picture in ${place}`)
  return found ?? ''
}

const waitsForNone = (person: Person, place: string): Promise<void> =>
  until(async () => (await person.page.locator(`${place} .avatar > img`).count()) === 0, `none in ${place}`)

async function chooses({ page }: Person, name: string): Promise<void> {
  await page
    .getByLabel('Choose a picture…')
    .last()
    .setInputFiles(chosen(await picture(name, 800, 500)))
  await page.getByRole('dialog', { name: 'Choose the section' }).waitFor()
}

t.test('one’s picture is seen where one is, as soon as it is set', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben')]
  await Promise.all([ada.register(), ben.register()])
  await ada.makesGroup('Harbour', ben)
  await ada.say('Tea at four')
  await ben.startWith(ada)
  await ben.say('Who is it?')
  await ben.rowNamed('Harbour').click()
  await ben.sees('Tea at four')

  await ada.page.goto('/settings')
  await chooses(ada, 'ada.png')
  const dialog = ada.page.getByRole('dialog')

  await t.test('the square is moved and enlarged by keys', async (t) => {
    const image = dialog.locator('.crop-image')
    const place = () => image.evaluate(({ style }) => style.getPropertyValue('transform'))
    const zoom = dialog.getByRole('slider', { name: 'Zoom' })
    const first = await place()
    await comes(
      t,
      () => dialog.locator('.crop-stage').evaluate((stage) => stage === document.activeElement),
      true,
    )
    await ada.page.keyboard.press('ArrowRight')
    await until(async () => (await place()) !== first, 'the picture has moved')
    const moved = await place()
    await ada.page.keyboard.press('+')
    await until(async () => (await place()) !== moved, 'the picture is larger')
    t.not(await zoom.inputValue(), '0')
    const box = await dialog.locator('.crop-stage').boundingBox()
    if (!box) throw new Error('It is not shown.')
    const larger = await place()
    await ada.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await ada.page.mouse.down()
    await ada.page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2 + 10, { steps: 4 })
    await ada.page.mouse.up()
    t.not(await place(), larger, 'by a pointer too')
    await ada.page.mouse.wheel(0, -200)
    await until(async () => Number(await zoom.inputValue()) > 20, 'the wheel enlarges it')
  })

  const sent = ada.page.waitForRequest((request) => request.method() === 'PUT')
  await dialog.getByRole('button', { name: 'Save' }).click()
  t.match(new URL((await sent).url()).search, /x=\d+&y=\d+&size=\d+/)
  await ada.toast('The picture is set').waitFor()
  await ada.page.getByRole('button', { name: 'Change the picture…' }).waitFor()
  await waitsForPicture(ada, '.picture-field', 256)
  await waitsForPicture(ada, '.list-foot', 64)

  await t.test('without a reload, in the list, beside messages and in the panel', async (t) => {
    await waitsForPicture(ben, '.conversation-list, .conversation-item', 64)
    await waitsForPicture(ben, '.run-face', 64)
    await ben.rowNamed('Ada').click()
    await ben.page.getByRole('button', { name: 'Details' }).click()
    await waitsForPicture(ben, '.person-head', 256)
    await ben.rowNamed('Harbour').click()
    await comes(t, () => ben.page.locator('.run-face').first().isVisible(), true)
  })

  await t.test('beside one’s own messages after a reload too', async () => {
    await ada.page.goto('/')
    await ada.rowNamed('Harbour').click()
    await ada.sees('Tea at four')
    await waitsForPicture(ada, '.run-face', 64)
    await ada.page.goto('/settings')
  })

  await t.test('initials, when it is out of reach and when it is removed', async () => {
    await ada.page.getByRole('button', { name: 'Remove' }).click()
    await ada.toast('The picture is removed').waitFor()
    for (const place of ['.picture-field', '.list-foot']) await waitsForNone(ada, place)
    for (const place of ['.conversation-item', '.run-face']) await waitsForNone(ben, place)
    await ben.page.locator('.run-face').getByText('A', { exact: true }).first().waitFor()
  })
})

t.test('the picture of a group is set by its owner, on a phone too', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.person('Ada', phone), await stage.person('Ben')]
  await Promise.all([ada.register(), ben.register()])
  await ada.makesGroup('Harbour', ben)
  await ada.say('Tea at four')
  await ben.rowNamed('Harbour').click()
  await ada.page.getByRole('button', { name: 'Details' }).click()
  await ada.page.getByRole('button', { name: 'Change the picture' }).click()
  await chooses(ada, 'boat.jpg')
  const dialog = ada.page.getByRole('dialog', { name: 'Choose the section' })
  await comes(t, () => dialog.locator('.crop-mask.square').isVisible(), true)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await ben.sees('Ada changed the picture.')
  await waitsForPicture(ben, '.conversation-item', 64)
  await waitsForPicture(ben, '.pane-head', 64)
  await ada.page.keyboard.press('Escape')
  await waitsForPicture(ada, '.group-head', 256)

  await ben.page.getByRole('button', { name: 'Details' }).click()
  await waitsForPicture(ben, '.group-head', 256)
  await comes(t, () => ben.page.getByRole('button', { name: 'Change the picture' }).count(), 0)
})
