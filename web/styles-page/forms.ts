import type { UserCard } from '@parley/shared'

import { submitButton } from '../src/ui/components/button.ts'
import { selectField, switchField, textArea, textField, type Field } from '../src/ui/components/field.ts'
import { Form } from '../src/ui/components/form.ts'
import { PagedList } from '../src/ui/components/paged-list.ts'
import { SearchList } from '../src/ui/components/search-list.ts'
import { Tabs } from '../src/ui/components/tabs.ts'
import { visibilityChoice } from '../src/ui/components/choices/visibility-choice.ts'
import { Component } from '../src/ui/component.ts'
import { el } from '../src/ui/dom.ts'
import { newPasswordField } from '../src/ui/passwords/new-password-field.ts'
import { personLine } from '../src/ui/people/person-row.ts'
import { failed, success, type Result } from '../src/state/result.ts'
import { grace, oskar, rana } from './sample-chat.ts'
import { nothing, part, sample } from './sample.ts'

export const forms = (): HTMLElement[] => [fields(), choices(), wholeForms(), lists()]

const wrong = (field: Field, why: string): HTMLElement => {
  field.setError(why)
  return field.root
}

const off = (field: Field): HTMLElement => {
  field.control.disabled = true
  return field.root
}

function fields(): HTMLElement {
  const name = { label: 'Name', value: 'Boathouse' }
  const focused = textField(name)
  focused.control.classList.add('is-focused')
  const typed = newPasswordField('New password', () => [])
  typed.control.value = 'low water at two'
  typed.control.dispatchEvent(new InputEvent('input'))
  return part(
    'Fields',
    sample('at rest', textField(name).root),
    sample('empty', textField({ label: 'Status' }, { placeholder: 'What are you up to?' }).root),
    sample('focus', focused.root),
    sample('with a hint', textField({ ...name, hint: 'Whoever is in it sees this name.' }).root),
    sample('required', textField(name, { required: true }).root),
    sample('wrong', wrong(textField({ ...name, hint: 'Not seen now.' }), 'This name is taken.')),
    sample('off', off(textField(name))),
    sample('several lines', textArea({ label: 'Topic', value: 'Oars, tides\nand who has the key' }).root),
    sample('a new password, empty', newPasswordField('New password', () => []).root),
    sample('a new password, weighed', typed.root),
  )
}

function choices(): HTMLElement {
  const tides = ['Spring tide', 'Neap tide'].map((label) => ({ value: label, label }))
  const receipts = { label: 'Read receipts', hint: 'Others see how far you have read.' }
  return part(
    'Choices',
    sample('select', selectField({ label: 'Tide' }, tides).root),
    sample('select, wrong', wrong(selectField({ label: 'Tide' }, tides), 'Choose another one.')),
    sample('select, off', off(selectField({ label: 'Tide' }, tides))),
    sample('switch, on', switchField(receipts, true).root),
    sample('switch, not on', switchField(receipts, false).root),
    sample('switch, off', off(switchField(receipts, true))),
    sample('one of two', visibilityChoice({ visibility: 'closed', askToJoin: true }).root),
  )
}

const never = <T>(): Promise<Result<T>> => new Promise(nothing)

function wholeForms(): HTMLElement {
  const made = (send: () => Promise<Result<unknown>>) =>
    new Form({
      fields: { name: textField({ label: 'Name', value: 'Boathouse' }, { required: true }) },
      blame: {},
      submit: submitButton('Save', 'primary'),
      send,
      done: nothing,
    })
  const [busy, refused] = [made(never), made(never)]
  const page = sample('busy', busy.root)
  // Once it is in the page, as only there a form can be sent.
  queueMicrotask(() => busy.root.requestSubmit())
  refused.fail({ kind: 'unreachable' })
  return part('Forms', sample('at rest', made(never).root), page, sample('refused', refused.root))
}

class Words extends Component {
  constructor(text: string) {
    super(el('p', {}, text))
  }
}

function lists(): HTMLElement {
  const listOf = (load: () => Promise<Result<{ items: UserCard[]; nextCursor: string | null }>>) =>
    new PagedList<UserCard>({
      label: 'People',
      none: 'Nobody of that name.',
      load,
      row: (one) => personLine(one),
    })
  const shown = (load: Parameters<typeof listOf>[0]) => {
    const list = listOf(load)
    void list.reload()
    return list.root
  }
  const found = async () => success({ items: [oskar, rana, grace], nextCursor: 'more' })
  const none = async () => success({ items: [], nextCursor: null })
  const search = new SearchList({ label: 'Find people', list: () => listOf(found) })
  const tabs = new Tabs('Kinds', [
    { label: 'People', make: () => new Words('People whom one may write to.') },
    { label: 'Open groups', make: () => new Words('Groups that anybody may join.') },
  ])
  tabs.choose(0)
  return part(
    'Lists and tabs',
    sample('a list that can be searched', search.root),
    sample('more to come', shown(found)),
    sample('nothing', shown(none)),
    sample('loading', shown(never)),
    sample(
      'not to be had',
      shown(async () => failed({ kind: 'unreachable' })),
    ),
    sample('tabs', tabs.root),
  )
}
