import { words } from '../../i18n/late.ts'
import type { Readable } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'

/** How much of a file is uploaded. */
export class UploadSign extends Component<HTMLProgressElement> {
  constructor(uploads: Readable<ReadonlyMap<string, number>>, uploadId: string) {
    super(el('progress', { class: 'upload-sign' }))
    this.root.max = 1
    const percent = new Intl.NumberFormat(words.language, { style: 'percent' })
    this.bind(uploads, (all) => {
      const part = all.get(uploadId)
      this.root.hidden = part === undefined
      this.root.value = part ?? 0
      this.root.setAttribute('aria-label', words.shownFiles.uploaded(percent.format(part ?? 0)))
    })
  }
}
