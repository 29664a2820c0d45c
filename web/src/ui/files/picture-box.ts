import { words } from '../../i18n/late.ts'
import type { ShownFile } from '../../state/outbox-item.ts'
import type { Client } from '../client.ts'
import { icon } from '../components/icon.ts'
import { el, plainClick, replaceChildren } from '../dom.ts'
import { unmarked } from '../../i18n/isolated.ts'
import { blurred } from './blurred.ts'
import type { FileUrls } from './file-urls.ts'

/** A picture in its box, and until it has come how it looks from afar. Opens it large. */
export function pictureBox(client: Client, urls: FileUrls, file: ShownFile, view: () => void): HTMLElement {
  const image = el('img', { class: 'picture-image' })
  const note = el('span', { class: 'picture-note', hidden: true })
  const label = unmarked(words.shownFiles.picture(file.name))
  const link = el('a', { class: 'picture-link file-link', 'aria-label': label }, blurred(file), image, note)
  link.href = urls.of(file)
  link.addEventListener('click', plainClick(view))
  image.alt = ''
  image.decoding = 'async'
  image.draggable = link.draggable = false
  image.addEventListener('load', () => link.classList.add('loaded'))
  image.addEventListener('error', () => missing(client, image, note))
  image.crossOrigin = 'use-credentials' // where the API is apart from the page
  image.src = urls.of(file, moves(file) ? 'content' : 'preview')
  return link
}

/** The preview of one that moves stands still. */
const moves = ({ type }: ShownFile): boolean =>
  type === 'image/gif' &&
  document.documentElement.dataset['motion'] !== 'less' &&
  !matchMedia('(prefers-reduced-motion: reduce)').matches

/** Gone with its message, or out of reach: then it is asked for again when there is a connection. */
function missing({ state }: Client, image: HTMLImageElement, note: HTMLElement): void {
  const isOnline = state.connection.get().kind === 'online'
  const why = isOnline ? words.errors.file_not_found : words.shownFiles.offline
  replaceChildren(note, icon(isOnline ? 'picture' : 'offline'), el('span', {}, why))
  note.hidden = false
  if (isOnline) return
  const address = image.src
  const stop = state.connection.subscribe(({ kind }) => {
    if (kind !== 'online') return
    queueMicrotask(() => stop())
    note.hidden = true
    image.src = address // asks for it anew
  })
}
