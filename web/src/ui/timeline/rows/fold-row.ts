import { words } from '../../../i18n/index.ts'
import { Component } from '../../component.ts'
import { icon } from '../../components/icon.ts'
import { el, replaceChildren } from '../../dom.ts'
import type { FoldRowModel, RowModel } from './models.ts'

/** A button that shows messages of people whom one has blocked, and hides them again. */
export class FoldRow extends Component<HTMLButtonElement> {
  #model: FoldRowModel

  constructor(model: FoldRowModel, toggle: (model: FoldRowModel) => void) {
    super(
      el('button', {
        type: 'button',
        class: 'fold',
        tabindex: 0,
        'data-row': '',
        onclick: () => toggle(this.#model),
      }),
    )
    this.#model = model
    this.update(model)
  }

  update(model: RowModel): void {
    if (model.kind !== 'fold') return
    this.#model = model
    const { seqs, open } = model
    const text = el('span', {}, words.timeline.folded(seqs.length))
    const doing = el('span', { class: 'fold-doing' }, open ? words.timeline.hide : words.timeline.show)
    doing.setAttribute('aria-hidden', 'true')
    this.root.setAttribute('aria-expanded', String(open))
    if (open) delete this.root.dataset['seq']
    else this.root.dataset['seq'] = String(seqs.at(-1))
    replaceChildren(this.root, icon('ban'), text, doing)
  }
}
