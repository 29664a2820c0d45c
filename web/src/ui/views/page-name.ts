import { words } from '../../i18n/index.ts'
import { el } from '../dom.ts'

/** The first heading of a page whose titles are those of its parts. Pictures say it to the eye. */
export const pageName = (): HTMLElement => el('h1', { class: 'visually-hidden' }, words.appName)
