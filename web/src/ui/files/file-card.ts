import { words } from '../../i18n/late.ts'
import { unmarked } from '../../i18n/isolated.ts'
import type { ShownFile } from '../../state/outbox-item.ts'
import { icon, type IconName } from '../components/icon.ts'
import { el } from '../dom.ts'
import { fileSize } from './file-size.ts'
import type { FileUrls } from './file-urls.ts'

/** A file that is not shown by itself: what it is called, how large it is, and a way to have it. */
export function fileCard(urls: FileUrls, file: ShownFile): HTMLElement {
  const label = `${unmarked(words.shownFiles.download(file.name))} ${fileSize(file.bytes)}`
  const link = el(
    'a',
    { class: 'file-card file-link', 'aria-label': label },
    el('span', { class: 'file-tile' }, icon(pictureOf(file.type))),
    fileFacts(file),
    icon('download'),
  )
  link.href = urls.of(file)
  link.download = file.name
  link.target = '_blank' // no page of ours
  link.rel = 'noopener'
  return link
}

/** Its ending, by which one knows it, is never cut off. */
export function fileFacts({ name, bytes }: Pick<ShownFile, 'name' | 'bytes'>): HTMLElement {
  const at = Math.max(1, name.length - endingMax)
  const parts = [el('span', {}, name.slice(0, at)), el('span', {}, name.slice(at))]
  const shown = el('bdi', { class: 'file-name', title: name }, ...parts)
  const size = el('span', { class: 'file-size' }, fileSize(bytes))
  return el('span', { class: 'file-facts' }, shown, ' ', size)
}

const endingMax = 8

const pictures: readonly [pattern: RegExp, picture: IconName][] = [
  [/^image\//, 'picture'],
  [/^video\//, 'film'],
  [/^audio\//, 'sound'],
  [/zip|tar|compressed|7z|rar/, 'box'],
  [/^text\/|pdf|document|msword|rtf/, 'page'],
]

export const pictureOf = (type: string): IconName =>
  pictures.find(([pattern]) => pattern.test(type))?.[1] ?? 'file'
