import { el } from '../../dom.ts'
import { arrange, keepingFocus, type Row } from '../../keyed-list.ts'
import type { RowContext } from './row-context.ts'
import { blocksOf, type MessageRowModel, type RowModel } from './models.ts'
import { Run } from './run.ts'

/**
 * Rows by their keys, those of a run within it. A row stays the same when its run grows, ends elsewhere or becomes two, so
 * that whoever reads it keeps their place: it is runs that come and go.
 */
export class RowTree {
  readonly root = el('div', { class: 'rows' })
  readonly #context: RowContext
  readonly #create: (model: RowModel) => Row<RowModel>
  readonly #rows = new Map<string, Row<RowModel>>()
  readonly #runs = new Map<Element, Run>()

  constructor(context: RowContext, create: (model: RowModel) => Row<RowModel>) {
    this.#context = context
    this.#create = create
  }

  render(models: readonly RowModel[]): void {
    keepingFocus(this.root, () => {
      this.#dropRowsBut(new Set(models.map(({ key }) => key)))
      const runs = new Set<Run>()
      const blocks = blocksOf(models).map((block) => this.#block(block, runs))
      this.#dropRunsBut(runs)
      arrange(this.root, blocks)
    })
  }

  row(key: string): Row<RowModel> | undefined {
    return this.#rows.get(key)
  }

  destroy(): void {
    this.#dropRowsBut(new Set())
    this.#dropRunsBut(new Set())
  }

  #block(models: readonly RowModel[], runs: Set<Run>): Element {
    const rows = models.map((model) => this.#rowFor(model).root)
    const [first] = models
    const [row] = rows
    if (!row || first?.kind !== 'message') return row ?? el('div', {})
    const run = this.#runOf(rows, runs) ?? this.#newRun(first)
    runs.add(run)
    run.arrange(first, rows)
    return run.root
  }

  /** The one in which some of them are already, unless it is another's by now. */
  #runOf(rows: readonly HTMLElement[], taken: ReadonlySet<Run>): Run | undefined {
    for (const row of rows) {
      const run = this.#runs.get(row.closest('.rows > *') ?? row)
      if (run && !taken.has(run)) return run
    }
    return undefined
  }

  #newRun(first: MessageRowModel): Run {
    const run = new Run(this.#context, first)
    this.#runs.set(run.root, run)
    return run
  }

  #rowFor(model: RowModel): Row<RowModel> {
    const known = this.#rows.get(model.key)
    if (known) {
      known.update(model)
      return known
    }
    const made = this.#create(model)
    this.#rows.set(model.key, made)
    return made
  }

  #dropRowsBut(keys: ReadonlySet<string>): void {
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue
      row.destroy()
      row.root.remove()
      this.#rows.delete(key)
    }
  }

  #dropRunsBut(runs: ReadonlySet<Run>): void {
    for (const [root, run] of this.#runs) {
      if (runs.has(run)) continue
      run.destroy()
      this.#runs.delete(root)
    }
  }
}
