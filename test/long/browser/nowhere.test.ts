import t from 'tap'

import { Stage } from '../../support/browser/stage.ts'

const nothing = 'There is nothing at this address.'

t.test('an address where there is nothing says so, and leads home', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const { page } = ada
  const follow = async (path: string) => {
    const answer = await page.goto(path)
    await page.getByText(nothing).waitFor()
    t.equal(new URL(page.url()).pathname, path, 'the address stays, to be mended')
    return answer?.status()
  }

  t.equal(await follow('/nosuch'), 404)
  t.match(await page.title(), nothing)
  await page.getByRole('button', { name: 'Go to the start' }).click()
  await page.getByLabel('Username').waitFor()
  t.equal(new URL(page.url()).pathname, '/')

  await ada.register()
  for (const path of ['/nosuch', '/c', '/c/not-an-id', '/api.html']) {
    await follow(path)
    await page.getByRole('button', { name: 'Go to the start' }).click()
    await page
      .getByRole('heading', { name: /^You are the first|^Good / })
      .first()
      .waitFor()
    t.equal(new URL(page.url()).pathname, '/', path)
  }
})
