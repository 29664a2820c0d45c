import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('what somebody marks stands out for the other', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.actor('ada', 'Ada'), await stage.actor('charles', 'Charles')]
  const id = await ada.direct(charles)
  const writer = await stage.person('Ada', { permissions: ['clipboard-read', 'clipboard-write'] })
  const reader = await stage.person('Charles', { viewport: { width: 390, height: 844 } })
  for (const who of [writer, reader]) {
    await who.page.goto('/')
    await who.signIn(actorPassword)
  }
  await writer.row('Charles').click()
  const key = (keys: string) => writer.composer.press(keys)

  await t.test('by keys, which take it back as well', async (t) => {
    await writer.composer.fill('*as typed*')
    await writer.page.locator('.composer-twin .typed-emphasis').waitFor() // what the keys do comes late
    await writer.composer.fill('dark')
    await writer.composer.selectText()
    for (const [keys, text] of [
      ['Control+b', '**dark**'],
      ['Control+i', '***dark***'],
      ['Control+i', '**dark**'],
      ['Control+b', 'dark'],
      ['Control+e', '`dark`'],
      ['Control+e', 'dark'],
      ['Control+Shift+x', '~~dark~~'],
      ['Control+Shift+x', 'dark'],
      ['Control+Shift+h', '||dark||'],
      ['Control+z', 'dark'],
      ['Control+k', '[dark]()'],
    ] as const) {
      await key(keys)
      await comes(t, () => writer.composer.inputValue(), text, keys)
    }
    await writer.page.keyboard.type('https://example.org')
    await comes(t, () => writer.composer.inputValue(), '[dark](https://example.org)')
  })

  await t.test('as one types it, in letters of the same width', async (t) => {
    await writer.composer.fill('Some **bold** and `code`\n- *one*, ||two||')
    const twin = writer.page.locator('.composer-twin')
    await comes(t, () => twin.textContent(), 'Some **bold** and `code`\n- *one*, ||two|| ')
    for (const [look, text] of [
      ['strong', 'bold'],
      ['code', 'code'],
      ['emphasis', 'one'],
      ['spoiler', 'two'],
    ] as const)
      await comes(t, () => twin.locator(`.typed-${look}`).textContent(), text)
    await writer.composer.fill('word '.repeat(200))
    const plainHeight = (await writer.composer.boundingBox())?.height
    await writer.composer.fill(`${'word '.repeat(199)}**word** `)
    t.equal((await writer.composer.boundingBox())?.height, plainHeight, 'the box is as tall as before')
  })

  await t.test('and is read by its marks', async (t) => {
    await writer.composer.fill('A **bold** word, ||the *butler*|| and `x < 1`')
    await writer.composer.press('Enter')
    await reader.row('Ada').getByText('A bold word, [hidden] and x < 1').waitFor()
    await reader.row('Ada').click()
    const message = reader.message('A bold word').last()
    await comes(t, () => message.locator('strong').textContent(), 'bold')
    await comes(t, () => message.locator('code').textContent(), 'x < 1')
    const cover = message.getByRole('button', { name: 'Hidden: show it' })
    await comes(t, () => message.locator('.spoiler-text').isVisible(), false)
    await cover.press('Enter')
    await message.locator('.spoiler-text em').getByText('butler').waitFor()
    await comes(t, () => cover.count(), 0)
  })

  await t.test('blocks of code are copied whole, and lists and quotes are what they are', async (t) => {
    await charles.say(
      id,
      '> so *you* say\n\n```js\nlet a = 1\nlet b = 2\n```\n3. three\n4. four\n   - within',
    )
    const message = writer.message('so you say')
    await comes(t, () => message.locator('blockquote em').textContent(), 'you')
    await comes(t, () => message.locator('ol').getAttribute('start'), '3')
    await comes(t, () => message.locator('ol ul li').textContent(), 'within')
    const keywords = () =>
      [...(CSS.highlights.get('code-keyword') ?? [])].map((token) =>
        token.startContainer.textContent?.slice(token.startOffset, token.endOffset),
      )
    await writer.page.waitForFunction(() => CSS.highlights.get('code-keyword')?.size === 2)
    t.same(await writer.page.evaluate(keywords), ['let', 'let'], 'in the colours of its language')
    await message.getByRole('button', { name: 'Copy code' }).click()
    await writer.toast('Copied').waitFor()
    t.equal(await writer.page.evaluate(() => navigator.clipboard.readText()), 'let a = 1\nlet b = 2')
  })

  await t.test('what comes from a page keeps what stands out there', async (t) => {
    const paste = (html: string, plain: string) =>
      writer.composer.evaluate(
        (input, [rich, text]) => {
          const data = new DataTransfer()
          data.setData('text/html', rich)
          data.setData('text/plain', text)
          input.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
          )
        },
        [html, plain] as const,
      )
    await writer.composer.fill('')
    await paste('<p>A <b>bold</b> <a href="https://example.org/">link</a></p>', 'A bold link')
    await writer.page.waitForFunction(
      () => document.querySelector('textarea')?.value === 'A **bold** [link](https://example.org/)',
    )
    await writer.composer.fill('the paper')
    await writer.composer.selectText()
    await paste('', 'https://example.org/note')
    await comes(t, () => writer.composer.inputValue(), '[the paper](https://example.org/note)')
  })

  t.same(stage.complaints(), [])
})
