import type { list as english } from '../en/list.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const list: typeof english = {
  time: { today: '今日', yesterday: '昨日' },
  presence: {
    online: 'オンライン',
    offline: 'オフライン',
    seenToday: (time: string) => `最終オンライン：${time}`,
    seenYesterday: (time: string) => `最終オンライン：昨日 ${time}`,
    seenOn: (date: string) => `最終オンライン：${date}`,
  },
  list: {
    title: '会話',
    search: '検索・移動',
    jump: '移動先',
    filters: '表示する会話',
    shown: { all: 'すべて', unread: '未読', groups: 'グループ' },
    nothing: {
      all: 'ここに会話が新しい順に並びます。',
      unread: '未読はありません。',
      groups: 'まだどのグループにも参加していません。',
    },
    account: 'あなたのアカウント',
    closed: '招待制',
    start: '新しい会話',
    noMatch: 'その名前のものは見つかりません。',
    notes: '自分用メモ',
    deletedAccount: '削除されたアカウント',
    untitled: 'グループ',
    you: 'あなた：',
    by: (name: string) => `${isolated(name)}：`,
    draft: '下書き：',
    deleted: '削除されたメッセージ',
    noMessages: 'まだメッセージはありません',
    muted: 'ミュート中',
    unread: (count: string) => `未読${count}件`,
    mentions: 'メンション',
    mentioned: 'あなたへのメンションあり',
    settings: 'プロフィールと設定',
  },
  files: {
    pictures: (pictures) => count(pictures, { other: '画像#枚' }),
    files: (files) => count(files, { other: 'ファイル#件' }),
    voice: (length) => `音声メッセージ、${length}`,
  },
  typing: {
    typing: '入力中…',
    one: (name: string) => `${isolated(name)}が入力中…`,
    two: (a: string, b: string) => `${isolated(a)}と${isolated(b)}が入力中…`,
    many: '複数の人が入力中…',
  },
}
