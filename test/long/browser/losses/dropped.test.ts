import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import t from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import type { Person } from '../../../support/browser/person.ts'
import { Stage } from '../../../support/browser/stage.ts'

interface Dragged {
  readonly items: { mimeType: string; data: string }[]
  readonly files?: string[]
}

/** As when something is dragged in from elsewhere, and let go in the middle of this. */
async function drop({ page }: Person, where: string, dragged: Dragged): Promise<void> {
  const box = await page.locator(where).first().boundingBox()
  if (!box) throw new Error(`There is no ${where}.`)
  const session = await page.context().newCDPSession(page)
  const data = { ...dragged, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      data,
    })
  await session.detach()
}

/** Whether the page refuses it, as a browser asks: what is not refused is opened. */
const refuses = ({ page }: Person, where: string, type: string): Promise<boolean[]> =>
  page
    .locator(where)
    .first()
    .evaluate((element, kind) => {
      const dataTransfer = new DataTransfer()
      if (kind === 'Files') dataTransfer.items.add(new File(['text'], 'notes.txt'))
      else dataTransfer.setData(kind, 'https://example.org/')
      return ['dragover', 'drop'].map(
        (event) =>
          !element.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true })),
      )
    }, type)

t.test('what is dropped is not opened over the chat', async (t) => {
  const stage = await Stage.open(t)
  const folder = await mkdtemp(join(tmpdir(), 'parley-dropped-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const file = join(folder, 'notes.html')
  await writeFile(file, '<title>Opened</title>')
  const [ada, charles] = [await stage.person('Ada'), await stage.person('Charles')]
  await charles.register()
  await ada.page.goto('/')
  await ada.page.getByLabel('Username').waitFor()
  t.same(await refuses(ada, '.door-card', 'Files'), [true, true], 'at the door')
  await ada.register()
  await ada.startWith(charles)
  const { page } = ada
  const places = ['.timeline', '.composer-input', '.sidebar', '.filter-box input', '.pane-head']
  for (const place of places) {
    t.same(await refuses(ada, place, 'Files'), [true, true], place)
    await drop(ada, place, { items: [], files: [file] })
  }
  t.same(await refuses(ada, '.timeline', 'text/uri-list'), [true, true], 'nor a link')
  await ada.composer.fill('still here')
  await drop(ada, '.composer-input', { items: [{ mimeType: 'text/plain', data: ' and dropped' }] })
  t.same(await refuses(ada, '.composer-input', 'text/plain'), [false, false], 'a text is for the field')
  await comes(t, () => ada.composer.inputValue(), /still here/)
  await comes(t, () => ada.composer.inputValue(), /and dropped/)
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  t.same(await refuses(ada, '.dialog', 'Files'), [true, true], 'in a dialog')
  t.equal(page.context().pages().length, 1, 'no other page was opened')
  t.notMatch(await page.title(), 'Opened')
  t.same(stage.complaints(), [])
})
