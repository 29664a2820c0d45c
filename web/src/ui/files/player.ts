import type { ShownFile } from '../../state/outbox-item.ts'
import { el } from '../dom.ts'
import { playAlone } from '../voice/play-alone.ts'
import { kindOf } from './file-kind.ts'
import { fileCard, fileFacts } from './file-card.ts'
import type { FileUrls } from './file-urls.ts'

/** The browser's own, of which nothing but the beginning is loaded before it plays. */
export function player(urls: FileUrls, file: ShownFile): HTMLElement {
  const isFilm = kindOf(file) === 'film'
  const media = isFilm ? el('video', { class: 'film-player' }) : el('audio', { class: 'sound-player' })
  media.controls = true
  media.preload = 'metadata'
  media.setAttribute('aria-label', file.name)
  playAlone(media)
  media.crossOrigin = 'use-credentials'
  media.src = urls.of(file)
  if (media instanceof HTMLVideoElement) media.playsInline = true
  const host = el('div', { class: 'player' }, !isFilm && fileFacts(file), media)
  // What this browser cannot play, or is not there any more, is a file like any other.
  media.addEventListener('error', () => host.replaceChildren(fileCard(urls, file)))
  return host
}
