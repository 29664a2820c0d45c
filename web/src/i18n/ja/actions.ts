import type { actions as english } from '../en/actions.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const list = new Intl.ListFormat('ja', { type: 'conjunction' })

export const actions: typeof english = {
  messageActions: {
    tools: 'このメッセージの操作',
    actions: 'メッセージの操作',
    reply: '返信',
    edit: '編集',
    remove: '削除',
    copy: 'テキストをコピー',
    copyLink: 'リンクをコピー',
    forward: '転送',
    profile: 'プロフィールを表示',
    removeTitle: 'このメッセージを削除しますか？',
    removeHint: '全員の画面から消えます。削除した跡は残ります。',
    removeForAll: '全員から削除',
    removeForAllHint: (name: string) =>
      `${isolated(name)}さんのメッセージは全員の画面から消えます。代わりに、モデレーターが削除したことが表示されます。`,
  },
  reactions: {
    react: 'リアクションする',
    with: (emoji: string) => `${emoji}でリアクションする`,
    by: (...people: readonly string[]) => list.format(people.map(isolated)),
    others: (others: number) => count(others, { other: 'ほか#人' }),
  },
  emoji: {
    title: '絵文字',
    search: '絵文字を検索',
    groups: '絵文字の種類',
    none: 'その名前の絵文字はありません',
    found: '検索結果',
    tone: '肌の色',
    tones: ['黄色', '明るい', 'やや明るい', '中間', 'やや濃い', '濃い'],
    names: [
      '最近使った絵文字',
      '顔と人',
      '動物と自然',
      '食べ物と飲み物',
      '旅行と場所',
      '活動',
      '物',
      '記号',
      '旗',
    ],
  },
  finding: {
    field: 'この会話で検索',
    none: 'この語を含むメッセージはありません',
    place: (at: number, all: string) => `${number(at)} / ${all}`,
    more: (hits: number) => `${number(hits)}+`,
    older: 'より古い結果',
    newer: 'より新しい結果',
    close: '検索を終了',
    toDate: '日付へ移動',
    date: '日付',
    go: '移動',
  },
  direct: {
    close: '会話を閉じる',
    closed: (name: string) =>
      `閉じました。${isolated(name)}はここであなたにメッセージを送れません。理由は伝わりません。`,
    hide: '一覧から隠す',
    unhide: '一覧に表示',
    hidden: '次のメッセージが届くまで非表示です。',
    clear: '自分の画面から削除',
    clearTitle: 'この会話を自分の画面から削除しますか？',
    clearHint: (name: string) =>
      `これまでの内容が、あなたのすべての端末から消えます。${isolated(name)}の側には残ります。この操作は取り消せません。`,
    clearNotesTitle: 'メモを削除しますか？',
    clearNotesHint: 'これまでのメモが、すべての端末から消えます。この操作は取り消せません。',
    cleared: '自分の画面から削除しました。',
  },
  blocking: {
    tag: 'ブロック中',
    block: 'ブロック',
    blockName: (name: string) => `${isolated(name)}をブロック`,
    unblockName: (name: string) => `${isolated(name)}のブロックを解除`,
    title: (name: string) => `${isolated(name)}をブロックしますか？`,
    hint: (name: string) =>
      `${isolated(name)}はあなたにメッセージを送れなくなり、あなたのオンライン状況も見られなくなります。${isolated(name)}には通知されません。共通のグループでは、${isolated(name)}のメッセージはあなたの画面で折りたたまれます。`,
    done: (name: string) => `${isolated(name)}をブロックしました。`,
    undone: (name: string) => `${isolated(name)}のブロックを解除しました。`,
  },
  forward: {
    title: '転送先…',
    find: '会話を検索',
    targets: '会話',
    none: 'その名前の会話はありません',
    done: (targets: number) => count(targets, { other: '#件の会話に転送しました。' }),
    refused: (name: string, why: string) => `${isolated(name)}: ${why}`,
  },
  states: {
    title: '編集履歴',
    now: '現在',
    hint: '以前の内容は、会話の参加者全員が引き続き読めます。',
    none: '以前の内容は残っていません。',
    drop: '以前の版を削除',
    dropTitle: '以前の版を削除しますか？',
    dropHint: '誰も読めなくなります。メッセージは今のまま残ります。',
  },
  editing: {
    begun: 'メッセージを編集中',
    changed: '編集中のメッセージが、その間に変更されました',
    deleted: 'メッセージは削除されました。入力した内容はメッセージ欄にあります。',
    save: '編集を保存',
    cancel: '編集をキャンセル',
  },
}
