import type { ConsoleMessage, ElementHandle, Locator, Page } from 'playwright-core'

import type { StoredItem } from '../../../web/src/realtime/outbox/stored-item.ts'
import { until } from '../until.ts'

export const password = 'a sentence nobody else has'

/** A limit for what never comes, and no promise of how soon it does. */
const waitMaxMs = 30_000
const fingerRestsMs = 150

/** Somebody in front of a browser, who does what people do: looks for words, and clicks and types. */
export class Person {
  readonly name: string
  page: Page
  readonly complaints: string[] = []

  constructor(name: string, page: Page) {
    this.name = name
    this.page = page
    this.#listen()
  }

  /** With the same browser, on a new page. */
  async returns(): Promise<void> {
    this.page = await this.page.context().newPage()
    this.#listen()
  }

  async signIn(secret: string = password): Promise<void> {
    await this.page.getByLabel('Username').fill(this.username)
    await this.page.getByLabel('Password').fill(secret)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
  }

  /** Past the page's own forms, which take less than the API does, but as the page would ask. */
  async request(method: string, path: string, data: object): Promise<void> {
    const { origin } = new URL(this.page.url())
    const options = { method, data, headers: { origin } }
    const reply = await this.page.request.fetch(`${origin}/api/v1${path}`, options)
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`)
  }

  async ownId(): Promise<string> {
    const reply = await this.page.request.get(`${new URL(this.page.url()).origin}/api/v1/me`)
    const { user }: { user: { id: string } } = await reply.json()
    return user.id
  }

  async titled(title: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.title === wanted, title)
  }

  get username(): string {
    return this.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')
  }

  async register(displayName: string = this.name): Promise<void> {
    await this.page.goto('/register')
    await this.page.getByLabel('Your name').fill(displayName)
    await this.page.getByLabel('Username').fill(this.username)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Create account' }).click()
    await this.page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  }

  /** Of the group whose details are open, what one seldom does. */
  async choosesOfGroup(action: string): Promise<void> {
    await this.page.getByRole('complementary').getByRole('button', { name: 'More' }).click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }

  /** A part of the dialog for new conversations. */
  async opens(tab: 'People' | 'Open groups' | 'New group'): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click()
    await this.page.getByRole('tab', { name: tab, exact: true }).click()
  }

  /** With one other, who is found and chosen. */
  async makesGroup(name: string, other: { username: string }): Promise<void> {
    await this.opens('New group')
    const form = this.page.getByRole('dialog')
    await form.getByLabel('Name of the group').fill(name)
    await form.getByPlaceholder('Find people').fill(other.username)
    await form.getByText(`@${other.username}`).click()
    await form.getByRole('button', { name: 'Create the group' }).click()
    await form.waitFor({ state: 'detached' })
  }

  /** The latest of the short notices that says this. */
  toast(text: string): Locator {
    return this.page.locator('.toast').filter({ hasText: text }).last()
  }

  /** Where one writes, or where it says why not. */
  get foot(): Locator {
    return this.page.locator('.conversation-foot')
  }

  async startWith(other: { username: string }): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click()
    const found = this.page.waitForResponse((response) => response.url().includes('/users?q='))
    await this.page.getByPlaceholder('Find people').fill(other.username)
    await found // which puts others in the place of those that are shown
    const dialog = this.page.getByRole('dialog')
    await dialog.getByText(`@${other.username}`).evaluate(untilStill)
    await dialog.getByText(`@${other.username}`).click()
    await dialog.waitFor({ state: 'detached' }) // or the composer may be that of the conversation before
    await this.composer.waitFor()
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' })
  }

  get log(): Locator {
    return this.page.getByRole('log')
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text })
  }

  /** The row of a conversation in the list. */
  row(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link')
      .filter({ hasText: name })
  }

  /** Not one in which somebody of that name has written last. */
  rowNamed(name: string): Locator {
    const exactly = this.page.locator('.row-name').getByText(name, { exact: true })
    return this.row(name).filter({ has: exactly })
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }

  /** Enter of a keyboard on the screen: it has no place on a real one. */
  async tapsEnter(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const key = { key: 'Enter', code: '', text: '\r', windowsVirtualKeyCode: 13 }
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    await session.detach()
  }

  async sees(text: string): Promise<void> {
    await this.message(text).first().waitFor()
  }

  /** Names of keys are pressed, everything else is typed. */
  async types(...inputs: string[]): Promise<void> {
    for (const input of inputs) {
      if (/^(Shift\+)?(Tab|Enter|Escape|Arrow\w+)$/.test(input)) await this.page.keyboard.press(input)
      else await this.page.keyboard.type(input)
    }
  }

  /** What a screen reader would call the element in focus; empty where there is none. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement === document.body ? null : document.activeElement
      return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
    })
  }

  async tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      if ((await this.focused()) === name) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`The Tab key does not lead to ${name}.`)
  }

  /**
   * How far the row in the middle of the screen has moved when everything is still again.
   * @param act is given what resolves when the row moves: a page scrolls some time after the wheel has turned
   */
  async driftWhile(act: (moves: () => Promise<void>) => Promise<void>): Promise<number> {
    const row = await this.#middleRow()
    const topOf = () => row.evaluate((element) => element.getBoundingClientRect().top)
    const before = await topOf()
    await act(() => until(async () => (await topOf()) !== before, 'the row moves'))
    await row.evaluate(untilStill)
    return Math.round((await topOf()) - before)
  }

  /** Resolves when the conversation on the screen stays where it is. */
  async rests(): Promise<void> {
    await this.log.locator('.rows').evaluate(untilStill)
  }

  /** Resolves when so much of the conversation is there above what is on the screen. */
  async hasAbove(heightPx: number): Promise<void> {
    await this.page.waitForFunction((px) => {
      // It counts from its end, downward from 0.
      const { scrollHeight, clientHeight, scrollTop } = document.querySelector('.timeline') ?? document.body
      return scrollHeight - clientHeight + scrollTop >= px
    }, heightPx)
  }

  /** Resolves when the browser has these unsent messages, as they stand, where a reload finds them. */
  async keeps(kind: 'sending' | 'failed', ...texts: string[]): Promise<void> {
    await until(async () => {
      const kept = await this.page.evaluate(keptMessages)
      return texts.every((text) => kept.some(({ item }) => item.text === text && item.status.kind === kind))
    }, `${texts.join()} is kept as ${kind}`)
  }

  /** What the browser's storage has of whoever uses it, but for whose copies there are elsewhere: what is not sent. */
  async drafts(): Promise<string[]> {
    return this.page.evaluate(() => {
      // Nor is it anybody's by how much the clock is wrong.
      const isOther = (key: string) =>
        key === 'parley.kept' || key === 'parley.clock-ahead' || key.includes('.synced:')
      const entries = Object.entries(localStorage).filter(([key]) => !isOther(key))
      return entries.map(([, text]) => String(text))
    })
  }

  /** What a menu of a message offers. */
  async chooses(item: string, text: string): Promise<void> {
    await this.presses('Message actions', text)
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** One of the tools of a message, which are there while the pointer is on it: what still moves leaves them behind. */
  async presses(tool: string, text: string): Promise<void> {
    const row = this.message(text).first()
    const button = row.getByRole('button', { name: tool })
    const isPressed = async () => {
      await row.hover()
      return button.click({ timeout: 3_000 }).then(
        () => true,
        () => false,
      )
    }
    await until(isPressed, `${tool} of ${text} is pressed`)
  }

  /** A finger that lies on something for longer than a tap: what still moves, or is not ready for it, is held once more. */
  async holds(target: Locator): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const isHeld = async () => {
      const box = await target.boundingBox()
      if (!box) throw new Error('What is to be held is not in the page.')
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
      const menu = this.page.getByRole('menu').waitFor({ timeout: 3_000 })
      const isOpen = await menu.then(
        () => true,
        () => false,
      )
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      return isOpen
    }
    await until(isHeld, 'what is held opens its menu')
    await session.detach()
  }

  /** By the right button: what still moves, or is not ready for it, is asked once more. */
  async asksFor(target: Locator): Promise<void> {
    const isOpen = async () => {
      await target.click({ button: 'right' })
      const menu = this.page.getByRole('menu').waitFor({ timeout: 3_000 })
      return menu.then(
        () => true,
        () => false,
      )
    }
    await until(isOpen, 'the right button opens a menu')
  }

  /** A finger that draws something so far to the right. */
  async draws(target: Locator, byPx: number): Promise<void> {
    const box = await target.boundingBox()
    if (!box) throw new Error('What is to be drawn is not in the page.')
    const session = await this.page.context().newCDPSession(this.page)
    const at = { x: box.x + Math.min(40, box.width / 2), y: box.y + box.height / 2 }
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number | null) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: x === null ? [] : [{ x, y: at.y }],
      })
    await touch('touchStart', at.x)
    for (let step = 1; step <= 6; step += 1) await touch('touchMove', at.x + (byPx * step) / 6)
    // A finger that lets go in motion flings, and a tap within the next tenth of a second would only end that.
    await this.page.waitForTimeout(fingerRestsMs)
    await touch('touchEnd', null)
    await session.detach()
  }

  async #middleRow(): Promise<ElementHandle<Element>> {
    const row = await this.page.evaluateHandle(() => {
      const { left, top, width, height } =
        document.querySelector('.timeline')?.getBoundingClientRect() ?? new DOMRect()
      // There may be a gap between two, or a divider.
      for (let y = top + height / 3; y < top + height; y += 5) {
        const row = document.elementFromPoint(left + width / 2, y)?.closest('[data-row]')
        if (row) return row
      }
      return null
    })
    const element = row.asElement()
    if (!element) throw new Error('There is no row in the middle of the screen.')
    return element
  }

  #listen(): void {
    this.page.setDefaultTimeout(waitMaxMs)
    this.page.on('pageerror', (error) => this.complaints.push(error.message))
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#heard(message)
    })
  }

  #heard(message: ConsoleMessage): void {
    const text = message.text()
    // The browser itself reports each request that a server away cannot answer, …
    const away = /net::ERR_|WebSocket connection to .* failed|error occurred when fetching the script/.test(
      text,
    )
    // … and the answer to the question who is signed in, when it is nobody.
    const nobody = message.location().url.endsWith('/api/v1/me')
    if (!away && !nobody) this.complaints.push(text)
  }
}

/** Runs in the page. Resolves when it has not moved for some frames: what scrolls smoothly moves with each of them. */
function untilStill(element: Element): Promise<void> {
  return new Promise((resolve) => {
    let [top, frames] = [Number.NaN, 0]
    const look = () => {
      const now = element.getBoundingClientRect().top
      frames = now === top ? frames + 1 : 0
      top = now
      if (frames < 12) requestAnimationFrame(look)
      else resolve()
    }
    look()
  })
}

/** Runs in the page. */
function keptMessages(): Promise<StoredItem[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('parley')
    opening.onerror = () => reject(new Error('The database does not open.'))
    opening.onsuccess = () => {
      const db = opening.result
      const reading = db.transaction('outbox').objectStore('outbox').getAll()
      reading.onerror = () => reject(new Error('The database cannot be read.'))
      reading.onsuccess = () => {
        const kept: StoredItem[] = reading.result
        db.close()
        resolve(kept)
      }
    }
  })
}
