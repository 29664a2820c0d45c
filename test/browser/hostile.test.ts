import t from 'tap'

import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'

const payloads = [
  `<img src=x onerror="window.hacked=1">`,
  `<script>window.hacked=1</script>`,
  `"><svg onload=window.hacked=1>`,
  `{{constructor.constructor('window.hacked=1')()}}`,
  `'"><img src onerror=window.hacked=1>`,
  `</p></article><script>window.hacked=1</script>`,
  `<svg><script href="data:,window.hacked=1" />`,
  `<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>`,
  `<iframe src="javascript:parent.hacked=1"></iframe>`,
  `<a href="javascript:window.hacked=1">click</a>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>`,
  `<template><img src=x onerror=window.hacked=1></template>`,
  `<details open ontoggle=window.hacked=1>`,
  `<input autofocus onfocus=window.hacked=1>`,
  `<style>@import 'data:text/css,*{display:none}';</style>`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:window.hacked=1">`,
  `<form id=config action=//evil.example><input name=location>`,
  `<object data="data:text/html,<script>window.hacked=1</script>"></object>`,
  `<!--><img src=x onerror=window.hacked=1>-->`,
  '${window.hacked=1} #{7*7} <%= 7*7 %>',
  '&lt;img src=x onerror=window.hacked=1&gt; &#60;b&#62;',
]
/** Names that every object or window has already. */
const taken = ['__proto__', 'constructor', 'location', 'toString', 'hasOwnProperty']
const notLinks = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  ' javascript&colon;alert(1)',
  'data:text/html,<script>window.hacked=1</script>',
  'vbscript:msgbox',
  'blob:null/0b7e4c1e',
  'file:///etc/passwd',
  '//evil.example',
  '\\\\evil.example\\share',
]

t.test('whatever somebody writes stays text', async (t) => {
  const stage = await Stage.open(t)
  const mallory = await stage.person('Mallory')
  const ada = await stage.person('Ada')
  const name = '<img src=x onerror=window.hacked=1>'
  await mallory.register(name)
  await ada.register()
  await mallory.startWith(ada)

  await t.test('in messages', async (t) => {
    for (const payload of payloads) await mallory.say(payload)
    await ada.row(name).click()
    for (const payload of payloads) await ada.sees(payload)
    const shown = await ada.log.locator('.message-text').allTextContents()
    t.same(shown, payloads, 'to the letter')
    await comes(t, () => ada.log.locator('img, script, svg:not(.icon)').count(), 0)
  })

  await t.test('in names of people and groups', async (t) => {
    await comes(t, () => ada.page.getByRole('heading', { name }).first().textContent(), name)
    await mallory.opens('New group')
    await mallory.page.getByLabel('Name of the group').fill(`<b>${name}</b>`)
    await mallory.page.getByPlaceholder('Find people').fill('ada')
    await mallory.page.getByRole('dialog').getByText('@ada').click()
    await mallory.page.getByRole('button', { name: 'Create the group' }).click()
    await mallory.sees('You created the group.')
    await ada.row(`<b>${name}</b>`).click()
    await comes(t, () => ada.page.locator('.conversation-row b, main b').count(), 0)
    await ada.sees(`${name} created the group.`)
  })

  await t.test('and only http and https become links', async (t) => {
    for (const text of notLinks) await mallory.say(text)
    await mallory.say('See https://example.org/a?b=c#d, please (http://example.org/x).')
    await ada.sees('See https://example.org')
    const links = ada.log.locator('.message-text a')
    t.same(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href'))), [
      'https://example.org/a?b=c#d',
      'http://example.org/x',
    ])
    t.same(await links.evaluateAll((all) => all.map((link) => link.getAttribute('rel'))), [
      'noopener noreferrer',
      'noopener noreferrer',
    ])
  })

  await t.test('and text that turns around does not turn its surroundings around', async (t) => {
    await mallory.say('\u202egnihtyna')
    await ada.sees('gnihtyna')
    const bidi = await ada
      .message('gnihtyna')
      .locator('.message-text')
      .evaluate((p) => getComputedStyle(p).unicodeBidi)
    t.match(bidi, 'isolate')
  })

  await t.test('nor in any name or topic, also one that every object has', async (t) => {
    const names = [...payloads.map((payload) => payload.slice(0, 64)), ...taken]
    for (const [at, name] of names.entries()) {
      const displayName = name
      await mallory.request('PATCH', '/me', { displayName, statusText: name, bio: payloads[at] ?? name })
      const group = { name, topic: payloads[at] ?? name, visibility: 'open', memberIds: [await ada.ownId()] }
      await mallory.request('POST', '/conversations/groups', group)
      // The row of their conversation has the new name as well.
      await ada.rowNamed(name).filter({ hasText: 'added you' }).first().click()
      await ada.page.getByRole('heading', { name }).first().waitFor()
      await ada.sees('created the group.')
    }
    const strange = 'main script, main iframe, main object, main form[action], base, .message-text b'
    await comes(t, () => ada.page.locator(strange).count(), 0)
    await ada.page.reload()
    for (const name of taken) await ada.rowNamed(name).first().waitFor()
    await ada.rowNamed('__proto__').first().click()
    await ada.say('still here')
    await ada.sees('still here')
    t.equal(await ada.page.evaluate('String(window.location).startsWith("http://127.0.0.1")'), true)
    t.equal(await ada.page.evaluate('({}).displayName'), undefined)
  })

  t.equal(await ada.page.evaluate('window.hacked'), undefined)
  t.same(stage.complaints(), [])
})
