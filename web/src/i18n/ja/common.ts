import type { common as english } from '../en/common.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const common: typeof english = {
  language: 'ja',
  number,
  appName: 'Parley',
  sentences: (first, next) => `${first}${next}`,
  common: {
    cancel: 'キャンセル',
    close: '閉じる',
    show: '表示',
    hide: '非表示',
    save: '保存',
    saved: '保存しました',
    back: '戻る',
    loading: '読み込み中…',
    more: 'さらに表示',
    retry: '再試行',
    skip: '会話へ移動',
    copied: 'コピーしました',
    copyFailed: 'このブラウザーではここでコピーできません。',
  },
  late: {
    failed: 'Parleyのこの部分を読み込めませんでした。',
    update: 'Parleyの新しいバージョンがあります。',
    reload: '再読み込み',
    hint: 'ネットワークに接続されていないか、このページを開いた後にParleyが更新された可能性があります。',
  },
  pages: {
    signIn: 'ログイン',
    register: 'アカウントを作成',
    profile: 'プロフィール',
    settings: '設定',
    saved: '保存済み',
    join: '招待',
  },
  nowhere: {
    title: 'このアドレスには何もありません。',
    hint: '入力に誤りがあるか、ここにあったものがなくなった可能性があります。',
    home: 'ホームへ',
  },
  connection: {
    offline: 'オフラインです。書いたものは、接続が戻りしだい送信されます。',
    unreachable: 'サーバーに接続できません。接続を確認して、もう一度お試しください。',
    doubtful: 'サーバーが応答しません。書いたものは、応答がありしだい送信されます。',
    reconnecting: '再接続中…',
    restOnly: '現在、リアルタイムで更新されません。書いたものは、元に戻りしだい送信されます。',
    back: '再接続しました。',
    outdated: 'Parleyが更新されました。続けるにはページを再読み込みしてください。',
    elsewhere: 'Parleyを開いている場所が多すぎます。いくつか閉じてから、このページを再読み込みしてください。',
  },
  notices: {
    notForAll:
      '全員にメンションできるのはグループのオーナーとモデレーターだけです。この @all はただの文字になります。',
    removed: (name: string) => `${isolated(name)}のメンバーではなくなりました。`,
    closed: (name: string) => `${isolated(name)}は終了しました。`,
  },
}
