import { words } from '../../../i18n/late.ts'
import { icon } from '../../components/icon.ts'
import { el } from '../../dom.ts'

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true

/** Takes files that are dropped anywhere on a conversation, and says so while they are over it. @returns what ends that */
export function takeDrops(
  host: HTMLElement,
  isOpen: () => boolean,
  take: (files: File[]) => void,
): () => void {
  const hint = el('div', { class: 'drop-hint' }, el('p', {}, icon('clip'), words.tray.drop))
  const over = (event: DragEvent) => {
    if (!hasFiles(event) || !isOpen()) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    if (!hint.isConnected) host.append(hint)
  }
  const left = ({ relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node) || !host.contains(relatedTarget)) hint.remove()
  }
  const dropped = (event: DragEvent) => {
    hint.remove()
    if (!hasFiles(event) || !isOpen()) return
    event.preventDefault()
    take([...(event.dataTransfer?.files ?? [])])
  }
  const ending = new AbortController()
  const { signal } = ending
  host.addEventListener('dragenter', over, { signal })
  host.addEventListener('dragover', over, { signal })
  host.addEventListener('dragleave', left, { signal })
  host.addEventListener('drop', dropped, { signal })
  return () => {
    ending.abort()
    hint.remove()
  }
}
