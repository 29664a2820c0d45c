import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'モデレーター',
    member: 'メンバー',
    makeModerator: 'モデレーターにする',
    makeModeratorTitle: (name: string) => `${isolated(name)}をモデレーターにしますか？`,
    makeModeratorHint:
      'モデレーターは、グループの編集、メンバーの追加・削除・発言停止、メッセージの削除ができます。',
    makeMember: 'メンバーに戻す',
    rightsTitle: 'できること一覧',
    rightsHint: 'メンバーは全員、読む・書く・リアクション・退出ができます。',
    right: '操作',
    yes: 'できる',
    no: 'できない',
    rights: {
      edit: '名前・トピック・画像・低速モード',
      configure: '参加と投稿の範囲、新しいメンバーが読めるもの、メッセージの保存期間',
      add: '人を追加',
      invite: '招待リンク',
      remove: 'メンバーを削除',
      ban: '参加を禁止',
      silence: 'メンバーの発言を停止',
      deleteOthersMessages: 'ほかの人のメッセージを削除',
      pin: 'メッセージをピン留め',
      mentionAll: '全員にメンション',
      writeAnyTime: '低速モードやお知らせ専用でも投稿',
      changeRoles: 'モデレーターを任命',
      handOver: 'グループを引き継ぐ',
      close: 'グループを終了',
    },
  },
}
