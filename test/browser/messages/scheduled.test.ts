import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('one sends messages later, and decides again until then', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.direct(bela)
  await anna.say(id, 'See you')
  const [desk, mobile] = [await stage.person('Ben'), await stage.person('Ben', phone)]
  const ada = await stage.person('Ada', phone)
  for (const person of [desk, mobile, ada]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('See you')
  }
  const box = (person: typeof desk) => person.page.getByRole('textbox', { name: 'Message' })
  const later = (person: typeof desk) => person.page.getByRole('button', { name: 'Schedule message' })
  const bar = (person: typeof desk) => person.page.getByRole('region', { name: 'Scheduled messages' })
  const dialog = (person: typeof desk, name: string) => person.page.getByRole('dialog', { name })
  const row = (person: typeof desk, text: string) =>
    dialog(person, 'Scheduled messages').getByRole('listitem').filter({ hasText: text })
  const act = async (person: typeof desk, text: string, action: string) => {
    await row(person, text).getByRole('button').click()
    await person.page.getByRole('menuitem', { name: action }).click()
  }

  await t.test('from beside the send button, by keyboard and by finger, and on all devices', async () => {
    await box(desk).fill('Tea at four?')
    await later(desk).press('Enter')
    await desk.page.getByRole('menuitem', { name: /^Tomorrow, 09:00/ }).press('Enter')
    await bar(desk).getByText('A message is scheduled').waitFor()
    await comes(t, () => box(desk).inputValue(), '')
    await bar(mobile).getByText('A message is scheduled').waitFor()
    await box(mobile).fill('And cake')
    await later(mobile).tap()
    await mobile.page.getByRole('menuitem', { name: 'Choose a time…' }).tap()
    await dialog(mobile, 'Choose a time…').getByRole('button', { name: 'Schedule', exact: true }).tap()
    await bar(desk).getByText('2 messages are scheduled').waitFor()
    await comes(t, () => ada.page.getByText('Tea at four?').count(), 0)
  })

  await t.test('a menu at the send button itself has the same', async () => {
    await box(desk).fill('Bring milk')
    await desk.page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
    await desk.page.getByRole('menuitem', { name: /^Tomorrow/ }).waitFor()
    await desk.page.keyboard.press('Escape')
    await box(desk).fill('')
  })

  await t.test('each is changed, put off, sent now or cancelled', async () => {
    await bar(desk).getByRole('button').click()
    await act(desk, 'Tea at four?', 'Edit the text')
    await dialog(desk, 'Edit the text').getByRole('textbox', { name: 'Message' }).fill('Tea at five?')
    await dialog(desk, 'Edit the text').getByRole('button', { name: 'Save' }).click()
    await act(desk, 'Tea at five?', 'Change the time')
    const when = dialog(desk, 'Choose a time…').getByLabel('Day and time')
    await when.fill('2020-01-01T09:00')
    await dialog(desk, 'Choose a time…').getByRole('button', { name: 'Schedule', exact: true }).click()
    await dialog(desk, 'Choose a time…').getByText('Choose a time at least a minute').waitFor()
    const ahead = new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10)
    await when.fill(`${ahead}T17:45`)
    await dialog(desk, 'Choose a time…').getByRole('button', { name: 'Schedule', exact: true }).click()
    await row(desk, 'Tea at five?').getByText('17:45').waitFor()
    await act(desk, 'And cake', 'Cancel it')
    await row(desk, 'And cake').waitFor({ state: 'detached' })
    await act(desk, 'Tea at five?', 'Send now')
    await desk.page.getByText('Nothing is scheduled here any more.').waitFor()
    await ada.sees('Tea at five?')
    await bar(mobile).waitFor({ state: 'hidden' })
  })

  await t.test('what is not sent says why, and goes when one decides so', async () => {
    await desk.page.keyboard.press('Escape')
    await box(desk).fill('Are you there?')
    await later(desk).click()
    await desk.page.getByRole('menuitem', { name: /^Tomorrow/ }).click()
    await bar(desk).getByText('A message is scheduled').waitFor()
    await anna.call('PUT', `/me/blocks/${bela.id}`)
    await bar(desk).getByRole('button').click()
    await act(desk, 'Are you there?', 'Send now')
    await desk.page.getByText('not available').first().waitFor()
    await row(desk, 'Are you there?').waitFor()
    await act(desk, 'Are you there?', 'Cancel it')
    await desk.page.getByText('Nothing is scheduled here any more.').waitFor()
  })
})
